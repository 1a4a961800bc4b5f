using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>Finding, making and keeping rooms.</summary>
public abstract class MembershipTests(RoomStore store) : ConversationTests(store)
{
    [Fact]
    public async Task A_public_room_is_listed_and_a_private_one_is_not()
    {
        var (open, hidden) = (NewRoom(), NewRoom());
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await CreateAsync(ada, new NewRoomRequest { Room = open, Topic = "Gardening" });
        await CreateAsync(ada, new NewRoomRequest { Room = hidden, Private = true });
        await CreateAsync(ada, new NewRoomRequest { Room = NewRoom() });
        await RefusedAsync(ChatErrors.Exists, () => CreateAsync(bob, new NewRoomRequest { Room = open }));
        await RefusedAsync(ChatErrors.BadRequest, () => CreateAsync(bob, new NewRoomRequest { Room = "dm-mine" }));
        await RefusedAsync(ChatErrors.Private, () => bob.JoinAsync(hidden));
        await RefusedAsync(ChatErrors.Private, () => bob.JoinAsync("dm-" + Guid.NewGuid().ToString("N")));
        Assert.Equal(RoomRole.Owner, (await ada.JoinAsync(open)).Role);
        var seen = await bob.JoinAsync(open);
        Assert.Equal(("Gardening", null), (seen.Topic, seen.Role));
        await Eventually.TrueAsync(
            async () => (await ListAsync(bob, open)) is [{ Members: 2, Online: 2, Joined: true, Topic: "Gardening" }],
            "the room in the directory");
        Assert.Contains(await ListAsync(bob, "gardenING"), room => room.Room == open);
        Assert.DoesNotContain(await ListAsync(bob, "产品"), room => room.Room == open);
        Assert.Empty(await ListAsync(bob, hidden));
        var page = await bob.CallAsync<ListRoomsResult>(nameof(IChatHub.ListRooms), new ListRoomsRequest { Limit = 1 });
        Assert.Single(page.Rooms);
        Assert.NotNull(page.Next);
        var next = await bob.CallAsync<ListRoomsResult>(
            nameof(IChatHub.ListRooms), new ListRoomsRequest { Limit = 100, Cursor = page.Next });
        Assert.Contains(page.Rooms.Concat(next.Rooms), room => room.Room == open);
        Assert.Empty(page.Rooms.Select(room => room.Room).Intersect(next.Rooms.Select(room => room.Room)));
    }

    [Fact]
    public async Task A_room_has_a_title_in_any_script_beside_its_name()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await CreateAsync(ada, new NewRoomRequest { Room = room, Title = "产品讨论" });
        await ada.JoinAsync(room);
        Assert.Equal("产品讨论", (await bob.JoinAsync(room)).Title);
        Assert.Contains(await ListAsync(bob, "产品"), listed => listed.Room == room && listed.Title == "产品讨论");
        var mine = await bob.CallAsync<MyRoomsResult>(nameof(IChatHub.MyRooms), new MyRoomsRequest { Room = room });
        Assert.Equal("产品讨论", Assert.Single(mine.Rooms).Title);

        await RefusedAsync(ChatErrors.Forbidden, () => ChangeAsync(bob, new RoomChangeRequest { Room = room, Title = "Mine" }));
        foreach (var wrong in new[] { new string('x', RoomSettings.MaxTitleLength + 1), "two\nlines", "\u202Egnirts", "\u3164", "   " })
        {
            await RefusedAsync(ChatErrors.BadRequest, () => ChangeAsync(ada, new RoomChangeRequest { Room = room, Title = wrong }));
        }

        await RefusedAsync(ChatErrors.BadRequest, () => ChangeAsync(ada, new RoomChangeRequest { Room = room, Topic = "two\nlines" }));
        await RefusedAsync(ChatErrors.BadRequest, () => ChangeAsync(ada, new RoomChangeRequest { Room = room, Description = "\0" }));
        await RefusedAsync(ChatErrors.BadRequest, () => ada.CallAsync<object?>(
            nameof(IChatHub.ChangeRoom), new RawJson($$"""{"room":"{{room}}","topic":"half \ud83d"}""")));

        await ChangeAsync(ada, new RoomChangeRequest { Room = room, Title = "Products" });
        await Eventually.TrueAsync(async () => (await ListAsync(bob, "products")) is [{ Title: "Products" }], "the new title");
        await ChangeAsync(ada, new RoomChangeRequest { Room = room, Title = "" });
        await Eventually.TrueAsync(async () => (await ListAsync(bob, room)) is [{ Title: null }], "no title");
    }

    [Fact]
    public async Task Owners_and_moderators_moderate_on_every_node()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await using var eve = await ComeAsync("eve", Two);
        await CreateAsync(ada, new NewRoomRequest { Room = room });
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await eve.JoinAsync(room);
        await RefusedAsync(ChatErrors.Forbidden, () => ChangeAsync(bob, new RoomChangeRequest { Room = room, Topic = "mine" }));
        await RefusedAsync(ChatErrors.Forbidden, () => RoleAsync(bob, room, Id("bob"), RoomRole.Owner));
        await RefusedAsync(ChatErrors.BadRequest, () => RoleAsync(ada, room, Id("ada"), RoomRole.Member));
        await RoleAsync(ada, room, Id("bob"), RoomRole.Moderator);
        await Eventually.TrueAsync(() => Standing(bob, room)?.Role == RoomRole.Moderator, "bob to be told that he is moderator");
        await Eventually.TrueAsync(
            () => eve.Events.Any(e => e is { Kind: EventKind.Role, Role: RoomRole.Moderator } && e.Member?.User == Id("bob")),
            "the role");
        Assert.Null(Standing(eve, room));
        await ChangeAsync(bob, new RoomChangeRequest { Room = room, Topic = "Ours", Description = "All of it", ReadOnly = true });
        await RefusedAsync(ChatErrors.Forbidden, () => ChangeAsync(bob, new RoomChangeRequest { Room = room, Archived = true }));
        await Eventually.TrueAsync(
            () => ada.Events.Any(e => e is { Kind: EventKind.Settings, Text: "Ours", Settings.ReadOnly: true }), "the settings");
        await RefusedAsync(ChatErrors.ReadOnly, () => eve.SendAsync(room, "hello?"));
        await ChangeAsync(bob, new RoomChangeRequest { Room = room, ReadOnly = false });
        await eve.SendAsync(room, "hello");
        await RefusedAsync(ChatErrors.Forbidden, () => MuteAsync(bob, new MuteRequest { Room = room, User = Id("ada") }));
        await MuteAsync(bob, new MuteRequest { Room = room, User = Id("eve"), Minutes = 5, Reason = "quiet" });
        await RefusedAsync(ChatErrors.Muted, () => eve.SendAsync(room, "but"));
        await Eventually.TrueAsync(
            () => Standing(eve, room) is { Until: > 0, Text: "quiet", Role: null }, "eve to be told why and for how long");
        var again = await eve.JoinAsync(room);
        Assert.Equal((Standing(eve, room)!.Until, "quiet", "All of it"), (again.MutedUntil, again.MuteReason, again.Description));
        var members = await MembersAsync(ada, new MembersRequest { Room = room, Query = "EVE" });
        Assert.Equal((3, 1), (members.Count, members.Members.Count));
        await Eventually.TrueAsync(
            async () => (await MembersAsync(ada, new MembersRequest { Room = room })).Members
                is [{ Role: RoomRole.Owner }, { Role: RoomRole.Moderator }, { Role: null, State: UserState.Online, MutedUntil: > 0 }],
            "the members as they are");
        await MuteAsync(bob, new MuteRequest { Room = room, User = Id("eve"), Remove = true });
        await eve.SendAsync(room, "thank you");
        await Eventually.TrueAsync(() => Standing(eve, room) is { Until: null }, "eve to be told that it is over");
        await bob.CallAsync<object?>(
            nameof(IChatHub.RemoveMember), new RemoveMemberRequest { Room = room, User = Id("eve"), Reason = "enough" });
        await HearsAsync(eve, NoticeKind.Removed, room);
        await HearsAsync(eve, NoticeKind.Left, room);
        Assert.Null(await eve.MyRoomAsync(room));
        await RefusedAsync(ChatErrors.NotMember, () => eve.SendAsync(room, "still here?"));
        await RefusedAsync(ChatErrors.NotFound, () => RoleAsync(ada, room, Id("eve"), RoomRole.Moderator));
    }

    [Fact]
    public async Task Moderators_moderate_members_but_not_each_other_and_owners_moderate_both()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob");
        await using var eve = await ComeAsync("eve");
        await CreateAsync(ada, new NewRoomRequest { Room = room });
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await eve.JoinAsync(room);
        await RoleAsync(ada, room, Id("bob"), RoomRole.Moderator);
        await RoleAsync(ada, room, Id("eve"), RoomRole.Moderator);
        await RefusedAsync(ChatErrors.Forbidden, () => MuteAsync(bob, new MuteRequest { Room = room, User = Id("eve") }));
        await RefusedAsync(
            ChatErrors.Forbidden,
            () => bob.CallAsync<object?>(nameof(IChatHub.RemoveMember), new RemoveMemberRequest { Room = room, User = Id("eve") }));
        await MuteAsync(ada, new MuteRequest { Room = room, User = Id("eve"), Minutes = 5 });
        await RefusedAsync(ChatErrors.Muted, () => eve.SendAsync(room, "but"));
    }

    [Fact]
    public async Task Repeating_a_removal_completes_one_that_a_dying_node_left_unfinished()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var eve = await ComeAsync("eve", Two);
        await CreateAsync(ada, new NewRoomRequest { Room = room });
        await ada.JoinAsync(room);
        await eve.JoinAsync(room);

        // As far as the node came.
        await One.Services.GetRequiredService<RoomRulesStore>().MarkUntoldAsync(room, RoomRulesStore.UntoldRemoval(Id("eve")));
        await One.Redis.GetDatabase().HashDeleteAsync(RedisKeys.Members(room), Id("eve"));

        await RefusedAsync(
            ChatErrors.NotFound,
            () => ada.CallAsync<object?>(
                nameof(IChatHub.RemoveMember), new RemoveMemberRequest { Room = room, User = Id("eve"), Reason = "enough" }));
        await HearsAsync(eve, NoticeKind.Removed, room);
        await RefusedAsync(ChatErrors.NotMember, () => eve.SendAsync(room, "still here?"));
    }

    [Fact]
    public async Task Removing_someone_who_never_was_there_changes_nothing_in_Redis()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await CreateAsync(ada, new NewRoomRequest { Room = room });
        await ada.JoinAsync(room);
        var database = One.Redis.GetDatabase();
        var version = await database.StringGetAsync(RedisKeys.PolicyVersion);
        await RefusedAsync(ChatErrors.NotFound, () => RemoveAsync(ada, room, "nobody"));
        Assert.Equal(version, await database.StringGetAsync(RedisKeys.PolicyVersion));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_adds_no_event()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await CreateAsync(ada, new NewRoomRequest { Room = room, Topic = "Gardening" });
        await ada.JoinAsync(room);
        var seq = (await ada.SendAsync(room, "hello")).Seq;
        await ChangeAsync(ada, new RoomChangeRequest { Room = room, Topic = "Gardening" });
        await RoleAsync(ada, room, Id("ada"), RoomRole.Owner);
        Assert.Equal(seq + 1, (await ada.SendAsync(room, "still here?")).Seq);
    }

    [Fact]
    public async Task A_change_that_a_dying_node_left_untold_is_told_when_it_is_repeated()
    {
        await using var ada = await ComeAsync("ada");
        var (room, _) = await UntoldTopicAsync(ada, "Gardening");
        await ChangeAsync(ada, new RoomChangeRequest { Room = room, Topic = "Gardening" });
        await Eventually.TrueAsync(() => ada.Events.Any(e => e is { Kind: EventKind.Settings, Text: "Gardening" }), "the topic");
        var told = ada.Events.Count;
        await ChangeAsync(ada, new RoomChangeRequest { Room = room, Topic = "Gardening" });
        var seq = (await ada.SendAsync(room, "hello")).Seq;
        await Eventually.TrueAsync(() => ada.Events.Any(e => e.Seq == seq), "the message");
        Assert.Equal(told + 1, ada.Events.Count);
    }

    [Fact]
    public async Task A_change_that_a_dying_node_had_just_told_is_not_told_again_when_it_is_repeated()
    {
        await using var ada = await ComeAsync("ada");
        var (room, change) = await UntoldTopicAsync(ada, "Gardening");
        for (var i = 0; i < 2; i++)
        {
            // The second time as if the node had died after it had told the room, and before it recorded that.
            await One.Redis.GetDatabase().HashSetAsync($"chat:{{{room}}}:settings", change.Field, change.Mark);
            await ChangeAsync(ada, new RoomChangeRequest { Room = room, Topic = "Gardening" });
        }

        var seq = (await ada.SendAsync(room, "hello")).Seq;
        await Eventually.TrueAsync(() => ada.Events.Any(e => e.Seq == seq), "the message");
        Assert.Single(ada.Events, e => e is { Kind: EventKind.Settings, Text: "Gardening" });
    }

    /// <summary>A room of the client's whose topic a node has written, and died before it told the room.</summary>
    private async Task<(string Room, UntoldChange Change)> UntoldTopicAsync(TestClient owner, string topic)
    {
        var room = NewRoom();
        await CreateAsync(owner, new NewRoomRequest { Room = room });
        await owner.JoinAsync(room);
        var rules = One.Services.GetRequiredService<RoomRulesStore>();
        var before = (await rules.ReadSettingsAsync(room)).Settings;
        return (room, await rules.WriteAsync(room, before, before with { Topic = topic }));
    }

    private static Task<object?> MuteAsync(TestClient client, MuteRequest mute) => client.CallAsync<object?>(nameof(IChatHub.Mute), mute);

    private static Task<MembersResult> MembersAsync(TestClient client, MembersRequest request) =>
        client.CallAsync<MembersResult>(nameof(IChatHub.Members), request);

    private static async Task<IReadOnlyList<ListedRoom>> ListAsync(TestClient client, string query) =>
        (await client.CallAsync<ListRoomsResult>(nameof(IChatHub.ListRooms), new ListRoomsRequest { Query = query })).Rooms;
}

public sealed class MembershipTestsOnRedis(RedisStore store) : MembershipTests(store), IClassFixture<RedisStore>;

public sealed class MembershipTestsOnEmbeddedRedis(EmbeddedStore store) : MembershipTests(store), IClassFixture<EmbeddedStore>;
