using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>Invitations into rooms: by a link or by name, and until when they are valid.</summary>
public abstract class InvitationTests(RoomStore store) : ConversationTests(store)
{
    [Fact]
    public async Task An_invitation_admits_only_as_many_users_as_it_allows()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await using var eve = await ComeAsync("eve");
        var room = await PrivateRoomOfAsync(ada);
        var invitation = await ada.CallAsync<Invitation>(
            nameof(IChatHub.CreateInvitation), new CreateInvitationRequest { Room = room, MaxUses = 1 });
        for (var i = 0; i < 2; i++)
        {
            // Accepting it again, after an answer that was lost, takes no other use.
            Assert.Equal(room, (await AcceptAsync(bob, invitation.Token)).Room);
        }

        await bob.JoinAsync(room);
        await RefusedAsync(ChatErrors.NotFound, () => AcceptAsync(eve, invitation.Token));
        await RefusedAsync(ChatErrors.NotFound, () => AcceptAsync(eve, "no token"));
        await RefusedAsync(
            ChatErrors.Forbidden,
            () => bob.CallAsync<object?>(nameof(IChatHub.Invite), new InviteRequest { Room = room, User = Id("eve") }));
        await RefusedAsync(
            ChatErrors.NotFound,
            () => ada.CallAsync<object?>(nameof(IChatHub.Invite), new InviteRequest { Room = room, User = "nobody" }));
        await ada.CallAsync<object?>(nameof(IChatHub.Invite), new InviteRequest { Room = room, User = Id("eve") });
        await HearsAsync(eve, NoticeKind.Invited, room);
        Assert.Equal(0, (await eve.MyRoomAsync(room))?.Unread);
        await ada.SendAsync(room, "welcome");
        Assert.Equal(1, (await eve.MyRoomAsync(room))?.Unread);
        await eve.JoinAsync(room);
    }

    [Fact]
    public async Task An_invitation_to_a_deleted_room_does_not_open_a_new_room_of_the_same_name()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        var room = await PrivateRoomOfAsync(ada);
        var old = (await InvitationAsync(ada, room)).Token;
        var rules = One.Services.GetRequiredService<RoomRulesStore>();
        await rules.MarkDeletedAsync(room);
        await One.Services.GetRequiredService<PolicyLog>().AddAsync(new PolicyChange(PolicyChange.RoomDeleted, room));
        await HearsAsync(ada, NoticeKind.Deleted, room);
        await rules.DeleteAsync(room);
        await RefusedAsync(ChatErrors.NotFound, () => AcceptAsync(bob, old));

        // By the same person, who can invite into the new room as well.
        await CreateAsync(ada, new NewRoomRequest { Room = room, Private = true });
        await ada.JoinAsync(room);
        await RefusedAsync(ChatErrors.NotFound, () => AcceptAsync(bob, old));
        await RefusedAsync(ChatErrors.Private, () => bob.JoinAsync(room));
        Assert.Equal(room, (await AcceptAsync(bob, (await InvitationAsync(ada, room)).Token)).Room);
    }

    [Fact]
    public async Task No_invitation_readmits_a_removed_member_until_someone_invites_them_by_name()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await using var eve = await ComeAsync("eve");
        var room = await PrivateRoomOfAsync(ada);
        var before = await InvitationAsync(ada, room);
        await AcceptAsync(bob, before.Token);
        await AcceptAsync(eve, before.Token);
        await bob.JoinAsync(room);
        await RemoveAsync(ada, room, "bob");
        var after = await InvitationAsync(ada, room);
        await RefusedAsync(ChatErrors.Forbidden, () => AcceptAsync(bob, before.Token));
        await RefusedAsync(ChatErrors.Forbidden, () => AcceptAsync(bob, after.Token));
        await RefusedAsync(ChatErrors.Private, () => bob.JoinAsync(room));

        await ada.CallAsync<object?>(nameof(IChatHub.Invite), new InviteRequest { Room = room, User = Id("bob") });
        await bob.JoinAsync(room);
        await eve.JoinAsync(room);
    }

    [Fact]
    public async Task The_invitations_of_a_removed_or_demoted_moderator_are_not_valid_any_more()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await using var cem = await ComeAsync("cem");
        await using var eve = await ComeAsync("eve");
        var room = await PrivateRoomOfAsync(ada);
        var owners = await InvitationAsync(ada, room);
        foreach (var (client, name) in new[] { (bob, "bob"), (cem, "cem") })
        {
            await AcceptAsync(client, owners.Token);
            await client.JoinAsync(room);
            await RoleAsync(ada, room, Id(name), RoomRole.Moderator);
        }

        var links = new Dictionary<string, string>();
        foreach (var (client, name) in new[] { (bob, "bob"), (cem, "cem") })
        {
            await Eventually.TrueAsync(() => Standing(client, room)?.Role == RoomRole.Moderator, $"{name} to be moderator");
            links[name] = (await InvitationAsync(client, room)).Token;
        }

        await RemoveAsync(ada, room, "bob");
        await RoleAsync(ada, room, Id("cem"), RoomRole.Member);
        await RefusedAsync(ChatErrors.NotFound, () => AcceptAsync(eve, links["bob"]));
        await RefusedAsync(ChatErrors.NotFound, () => AcceptAsync(eve, links["cem"]));

        // Not even if they get the role back.
        await RoleAsync(ada, room, Id("cem"), RoomRole.Moderator);
        await RefusedAsync(ChatErrors.NotFound, () => AcceptAsync(eve, links["cem"]));
        Assert.Equal([owners.Token], (await InvitationsAsync(ada, room)).Select(invitation => invitation.Token));
        await AcceptAsync(eve, owners.Token);
    }

    [Fact]
    public async Task An_archived_room_accepts_nobody()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        var room = await PrivateRoomOfAsync(ada);
        var invitation = await InvitationAsync(ada, room);
        await ChangeAsync(ada, new RoomChangeRequest { Room = room, Archived = true });
        await RefusedAsync(ChatErrors.Archived, () => AcceptAsync(bob, invitation.Token));
        await ChangeAsync(ada, new RoomChangeRequest { Room = room, Archived = false });
        await AcceptAsync(bob, invitation.Token);
    }

    [Fact]
    public async Task Invitations_can_be_listed_and_revoked()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await using var eve = await ComeAsync("eve");
        await CreateAsync(ada, new NewRoomRequest { Room = room });
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        var adas = await ada.CallAsync<Invitation>(
            nameof(IChatHub.CreateInvitation), new CreateInvitationRequest { Room = room, MaxUses = 3 });
        var bobs = await InvitationAsync(bob, room);
        Assert.Equal([bobs.Token], (await InvitationsAsync(bob, room)).Select(invitation => invitation.Token));
        var all = await InvitationsAsync(ada, room);
        Assert.Equal(2, all.Count);
        var listed = Assert.Single(all, invitation => invitation.Token == adas.Token);
        Assert.Equal((Id("ada"), adas.ExpiresAt, 3), (listed.User, listed.ExpiresAt, listed.UsesLeft));
        Assert.Null(Assert.Single(all, invitation => invitation.Token == bobs.Token).UsesLeft);

        await RefusedAsync(ChatErrors.NotFound, () => RevokeAsync(bob, room, adas.Token));
        await RevokeAsync(ada, room, bobs.Token);
        await RefusedAsync(ChatErrors.NotFound, () => AcceptAsync(eve, bobs.Token));
        await RefusedAsync(ChatErrors.NotFound, () => RevokeAsync(ada, room, bobs.Token));
        Assert.Empty(await InvitationsAsync(bob, room));
        await AcceptAsync(eve, adas.Token);
        Assert.Equal(2, Assert.Single(await InvitationsAsync(ada, room)).UsesLeft);
    }

    /// <summary>Creates a private room of the client's, and joins it.</summary>
    private static async Task<string> PrivateRoomOfAsync(TestClient owner)
    {
        var room = NewRoom();
        await CreateAsync(owner, new NewRoomRequest { Room = room, Private = true });
        await owner.JoinAsync(room);
        return room;
    }

    private static async Task<IReadOnlyList<InvitationInfo>> InvitationsAsync(TestClient client, string room) =>
        (await client.CallAsync<InvitationsResult>(nameof(IChatHub.Invitations), new InvitationsRequest { Room = room })).Invitations;

    private static Task<object?> RevokeAsync(TestClient client, string room, string token) =>
        client.CallAsync<object?>(nameof(IChatHub.RevokeInvitation), new RevokeInvitationRequest { Room = room, Token = token });
}

public sealed class InvitationTestsOnRedis(RedisStore store) : InvitationTests(store), IClassFixture<RedisStore>;

public sealed class InvitationTestsOnEmbeddedRedis(EmbeddedStore store) : InvitationTests(store), IClassFixture<EmbeddedStore>;
