using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>Two nodes on a real store, and people with ids of their own: what they did is kept as long as the store is.</summary>
public abstract class ConversationTests(RoomStore store) : TwoNodeTests(store)
{
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    protected string Id(string name) => $"{name}-{_run}";

    /// <summary>Connects, and waits until the cluster knows the user.</summary>
    protected async Task<TestClient> ComeAsync(string name, Node? node = null)
    {
        var client = await (node ?? One).ConnectAsync(Id(name));
        await Eventually.TrueAsync(
            async () => await (node ?? One).Redis.GetDatabase().HashExistsAsync("chat:users:names", Id(name)), $"{name} to be known");
        return client;
    }

    protected static string NewRoom() => $"room-{Guid.NewGuid():N}";

    protected static Task<RoomResult> CreateAsync(TestClient client, NewRoomRequest room) =>
        client.CallAsync<RoomResult>(nameof(IChatHub.CreateRoom), room);

    protected static async Task RefusedAsync(string code, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<HubException>(call);
        Assert.Equal(code, ChatErrors.CodeOf(refused.Message));
    }

    protected static Task HearsAsync(TestClient client, string kind, string room) =>
        Eventually.TrueAsync(() => client.Notices.Any(notice => notice.Kind == kind && notice.Room == room), $"the notice {kind}");

    protected static Task<Invitation> InvitationAsync(TestClient client, string room) =>
        client.CallAsync<Invitation>(nameof(IChatHub.CreateInvitation), new CreateInvitationRequest { Room = room });

    protected Task<object?> RemoveAsync(TestClient client, string room, string name) =>
        client.CallAsync<object?>(nameof(IChatHub.RemoveMember), new RemoveMemberRequest { Room = room, User = Id(name) });

    protected static Task<RoomResult> AcceptAsync(TestClient client, string token) =>
        client.CallAsync<RoomResult>(nameof(IChatHub.AcceptInvitation), new AcceptInvitationRequest { Token = token });

    protected static Task<object?> ChangeAsync(TestClient client, RoomChangeRequest change) =>
        client.CallAsync<object?>(nameof(IChatHub.ChangeRoom), change);

    protected static Task<object?> RoleAsync(TestClient client, string room, string user, string role) =>
        client.CallAsync<object?>(nameof(IChatHub.SetRole), new SetRoleRequest { Room = room, User = user, Role = role });

    protected static Notice? Standing(TestClient client, string room) =>
        client.Notices.LastOrDefault(notice => notice.Kind == NoticeKind.Standing && notice.Room == room);
}
