using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>Direct messages.</summary>
public abstract class DirectTests(RoomStore store) : ConversationTests(store)
{
    [Fact]
    public async Task The_same_users_share_one_direct_room_which_appears_at_once_on_both_nodes()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await using var eve = await ComeAsync("eve", Two);
        var room = await OpenAsync(ada, "bob");
        Assert.StartsWith(RoomName.DirectPrefix, room);
        Assert.Equal(room, await OpenAsync(bob, "ada"));
        Assert.NotEqual(room, await OpenAsync(ada, "bob", "eve"));
        await HearsAsync(bob, NoticeKind.Direct, room);
        var mine = (await bob.MyRoomAsync(room))!;
        Assert.Equal((RoomKind.Direct, Id("ada").ToUpperInvariant(), true), (mine.Kind, mine.Title, mine.Private));
        await RefusedAsync(ChatErrors.Private, () => eve.JoinAsync(room));
        await RefusedAsync(
            ChatErrors.NotFound,
            () => ada.CallAsync<RoomResult>(nameof(IChatHub.OpenDirect), new OpenDirectRequest { Users = ["nobody"] }));
        await RefusedAsync(ChatErrors.BadRequest, () => OpenAsync(ada, "ada"));
        var joined = await ada.JoinAsync(room);
        Assert.Equal((RoomKind.Direct, 0L), (joined.Kind, joined.Head));
        await ada.SendAsync(room, "hello");
        Assert.Equal(1, (await bob.MyRoomAsync(room))!.Unread);
        await RefusedAsync(
            ChatErrors.Forbidden,
            () => ada.CallAsync<object?>(nameof(IChatHub.Invite), new InviteRequest { Room = room, User = Id("eve") }));
        Assert.Empty((await eve.CallAsync<ListRoomsResult>(nameof(IChatHub.ListRooms), new ListRoomsRequest { Query = "dm-" })).Rooms);
    }

    [Fact]
    public async Task A_direct_room_removed_from_the_list_returns_with_the_next_message()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        var room = await OpenAsync(ada, "bob");
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await HearsAsync(bob, NoticeKind.Direct, room);
        await bob.CallAsync<object?>(nameof(IChatHub.LeaveRoom), new LeaveRequest { Room = room });
        Assert.Null(await bob.MyRoomAsync(room));
        await ada.SendAsync(room, "are you there?");
        await Eventually.TrueAsync(
            () => bob.Notices.Count(notice => notice.Kind == NoticeKind.Direct && notice.Room == room) == 2, "the room again");
        Assert.Equal(1, (await bob.MyRoomAsync(room))!.Unread);
        var again = await bob.JoinAsync(room);
        Assert.Equal([EventKind.Message], again.Events.Select(e => e.Kind));
    }

    [Fact]
    public async Task A_member_who_has_not_joined_the_direct_room_is_notified_of_every_message()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        var room = await OpenAsync(ada, "bob");
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await bob.CallAsync<object?>(nameof(IChatHub.LeaveRoom), new LeaveRequest { Room = room, Stay = true });
        await RefusedAsync(ChatErrors.NotMember, () => bob.SendAsync(room, "nobody there"));
        await Eventually.TrueAsync(
            async () =>
            {
                var told = bob.Notices.Count;
                await ada.SendAsync(room, "psst");
                return bob.Notices.Skip(told).Any(notice => notice.Kind == NoticeKind.Direct && notice.Room == room);
            },
            "a notice of a message");
        Assert.Empty(bob.Texts.Skip(1));
        Assert.NotNull(await bob.MyRoomAsync(room));
    }

    [Fact]
    public async Task A_read_receipt_is_sent_only_if_requested()
    {
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        var room = await OpenAsync(ada, "bob");
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        var first = await ada.SendAsync(room, "one");
        var second = await ada.SendAsync(room, "two");
        await Eventually.TrueAsync(() => bob.Texts.Count == 2, "both messages");
        await bob.CallAsync<object?>(nameof(IChatHub.MarkRead), new MarkReadRequest { Room = room, Seq = first.Seq });
        await bob.CallAsync<object?>(nameof(IChatHub.MarkRead), new MarkReadRequest { Room = room, Seq = second.Seq, Receipt = true });
        await Eventually.TrueAsync(() => ada.Ephemeral.Any(e => e.Kind == EventKind.Read), "the receipt");
        Assert.Equal([(Id("bob"), second.Seq)], ada.Ephemeral.Where(e => e.Kind == EventKind.Read).Select(e => (e.User, e.Target!.Value)));
    }

    private async Task<string> OpenAsync(TestClient client, params string[] others) =>
        (await client.CallAsync<RoomResult>(nameof(IChatHub.OpenDirect), new OpenDirectRequest { Users = [.. others.Select(Id)] })).Room;
}

public sealed class DirectTestsOnRedis(RedisStore store) : DirectTests(store), IClassFixture<RedisStore>;

public sealed class DirectTestsOnEmbeddedRedis(EmbeddedStore store) : DirectTests(store), IClassFixture<EmbeddedStore>;
