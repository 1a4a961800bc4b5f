using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>Two nodes on a real store, and people with ids of their own: what they did is kept as long as the store is.</summary>
public abstract class ConversationTests(RoomStore store) : IAsyncLifetime
{
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];

    protected string Store { get; } = store.ConnectionString;

    protected Node One { get; private set; } = null!;

    protected Node Two { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        One = await Node.StartAsync("chatnode-1", Store);
        Two = await Node.StartAsync("chatnode-2", Store);
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
        GC.SuppressFinalize(this);
    }

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
}
