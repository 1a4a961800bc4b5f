using System.Globalization;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Tests.Conversations;

/// <summary>A user's rooms, the same on all devices.</summary>
public abstract class MyRoomsTests(RoomStore store) : ConversationTests(store)
{
    [Fact]
    public async Task A_room_joined_or_left_on_one_device_appears_or_disappears_on_the_others()
    {
        var room = NewRoom();
        await using var phone = await ComeAsync("ada");
        await using var laptop = await ComeAsync("ada", Two);
        await phone.JoinAsync(room);
        await HearsAsync(laptop, NoticeKind.Joined, room);
        Assert.Equal(RoomRole.Owner, (await laptop.MyRoomAsync(room))?.Role);
        await phone.CallAsync<object?>(nameof(IChatHub.LeaveRoom), new LeaveRequest { Room = room });
        await HearsAsync(laptop, NoticeKind.Left, room);
        Assert.Null(await laptop.MyRoomAsync(room));
    }

    [Fact]
    public async Task Unread_messages_and_mentions_are_counted_from_the_read_position_on_any_device()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await bob.JoinAsync(room);
        await bob.SendAsync(room, "before she came");
        await ada.JoinAsync(room);
        Assert.Equal(0, (await ada.MyRoomAsync(room))!.Unread);
        var name = Id("ada").ToUpperInvariant();
        var first = await bob.SendAsync(room, $"hello @{name}");
        await bob.SendAsync(room, $"nobody@{name} and @{name}2 are others");
        await bob.SendAsync(room, $"\n@{name.ToLowerInvariant()}, and \"@all\"");
        await bob.SendAsync(room, "ä@all");
        await bob.SendAsync(room, "well, @all!");
        var deleted = await bob.SendAsync(room, "@all oh");
        await bob.CallAsync<ChangeResult>(nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = deleted.Seq });
        await ada.SendAsync(room, "@all my own");
        var mine = (await ada.MyRoomAsync(room))!;
        Assert.Equal((5, 3), (mine.Unread, mine.Mentions));
        await ada.CallAsync<object?>(nameof(IChatHub.MarkRead), new MarkReadRequest { Room = room, Seq = first.Seq });
        mine = (await ada.MyRoomAsync(room))!;
        Assert.Equal((4, 2, first.Seq), (mine.Unread, mine.Mentions, mine.Read));

        // Another device, which was not connected, has it too; and the position never goes back, nor beyond the log.
        await using var later = await ComeAsync("ada", Two);
        Assert.Equal(first.Seq, (await later.JoinAsync(room)).Read);
        await later.CallAsync<object?>(nameof(IChatHub.MarkRead), new MarkReadRequest { Room = room, Seq = 1_000_000 });
        await HearsAsync(ada, NoticeKind.Read, room);
        await later.CallAsync<object?>(nameof(IChatHub.MarkRead), new MarkReadRequest { Room = room, Seq = 1 });
        mine = (await ada.MyRoomAsync(room))!;
        Assert.Equal((0, mine.Head), (mine.Unread, mine.Read));
        await bob.SendAsync(room, "one more");
        Assert.Equal(1, (await ada.MyRoomAsync(room))!.Unread);
    }

    [Theory]
    [InlineData("@{0}，你好", 1)]
    [InlineData("你好@{0}", 1)]
    [InlineData("@{0}’s", 1)]
    [InlineData("@{0}…", 1)]
    [InlineData("@{0}!", 1)]
    [InlineData("“@{0}”", 1)]
    [InlineData("@ALL… @nobody", 1)]
    [InlineData("😀@{0}😀", 1)]
    [InlineData("@{0}é", 0)]
    [InlineData("é@{0}", 0)]
    [InlineData("@{0}_", 0)]
    [InlineData("@allé", 0)]
    public async Task Mentions_are_separate_words_in_any_script(string text, int mentions)
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await bob.SendAsync(room, string.Format(CultureInfo.InvariantCulture, text, Id("ada")));
        Assert.Equal(mentions, (await ada.MyRoomAsync(room))!.Mentions);
    }

    [Fact]
    public async Task Mentions_follow_edits()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        var into = await bob.SendAsync(room, "hello");
        var outOf = await bob.SendAsync(room, "hello @all");
        Assert.Equal(1, (await ada.MyRoomAsync(room))!.Mentions);
        await EditAsync(into, $"hello @{Id("ada")}");
        Assert.Equal(2, (await ada.MyRoomAsync(room))!.Mentions);
        await EditAsync(outOf, "hello all");
        await EditAsync(into, "hello Ada");
        Assert.Equal(0, (await ada.MyRoomAsync(room))!.Mentions);

        Task<ChangeResult> EditAsync(SendResult message, string text) => bob.CallAsync<ChangeResult>(
            nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = message.Seq, Text = text });
    }

    [Fact]
    public async Task Of_very_many_rooms_those_with_the_newest_events_are_listed()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);

        // By name it is the last.
        var mentioned = $"z-{room}";
        await ada.JoinAsync(mentioned);
        var rooms = Two.Services.GetRequiredService<RoomCreation>();
        var user = new RoomUser { User = Id("ada"), Name = Id("ada").ToUpperInvariant() };
        foreach (var batch in Enumerable.Range(0, 1_100).Chunk(100))
        {
            await Task.WhenAll(batch.Select(i => rooms.CreateAsync($"a-{room}-{i}", new RoomSettings(), "", [user])));
        }

        await bob.JoinAsync(mentioned);
        await bob.SendAsync(mentioned, "@all come");
        var mine = (await ada.CallAsync<MyRoomsResult>(nameof(IChatHub.MyRooms), new MyRoomsRequest())).Rooms;
        Assert.Equal(1_000, mine.Count);
        Assert.Equal((mentioned, 1), (mine[0].Room, mine[0].Mentions));
    }

    [Fact]
    public async Task Unread_messages_are_counted_up_to_a_hundred()
    {
        var room = NewRoom();
        await using var ada = await ComeAsync("ada");
        await using var bob = await ComeAsync("bob", Two);
        await ada.JoinAsync(room);
        await bob.JoinAsync(room);
        await Task.WhenAll(Enumerable.Range(0, 130).Select(i => bob.SendAsync(room, $"m{i}")));
        Assert.Equal(MyRoom.MaxCounted, (await ada.MyRoomAsync(room))!.Unread);
    }

    [Fact]
    public async Task A_user_is_away_while_all_devices_are()
    {
        var room = NewRoom();
        await using var phone = await ComeAsync("ada");
        await using var laptop = await ComeAsync("ada", Two);
        await using var bob = await ComeAsync("bob", Two);
        await phone.JoinAsync(room);
        await laptop.JoinAsync(room);
        await bob.JoinAsync(room);
        await StateAsync(bob, UserState.Online);
        await phone.CallAsync<object?>(nameof(IChatHub.SetAway), new SetAwayRequest { Away = true });
        await laptop.CallAsync<object?>(nameof(IChatHub.SetAway), new SetAwayRequest { Away = true });
        await StateAsync(bob, UserState.Away);
        await Eventually.TrueAsync(() => LastSeen(bob)?.Away == true, "the room to show her away");
        await laptop.CallAsync<object?>(nameof(IChatHub.SetAway), new SetAwayRequest { Away = false });
        await StateAsync(bob, UserState.Online);
        await Eventually.TrueAsync(() => LastSeen(bob) is { Away: null }, "the room to show her back");
        await phone.DisposeAsync();
        await laptop.DisposeAsync();
        await StateAsync(bob, UserState.Offline);
    }

    private RoomUser? LastSeen(TestClient client) =>
        client.Ephemeral.SelectMany(presence => presence.Online ?? []).LastOrDefault(user => user.User == Id("ada"));

    private Task StateAsync(TestClient client, string state) => Eventually.TrueAsync(
        async () =>
        {
            var request = new PresenceRequest { Users = [Id("ada"), "nobody"] };
            var presence = await client.CallAsync<PresenceResult>(nameof(IChatHub.Presence), request);
            return presence.Users is [var ada, { State: UserState.Offline }] && ada.State == state;
        },
        $"ada to be {state}");
}

public sealed class MyRoomsTestsOnRedis(RedisStore store) : MyRoomsTests(store), IClassFixture<RedisStore>;

public sealed class MyRoomsTestsOnEmbeddedRedis(EmbeddedStore store) : MyRoomsTests(store), IClassFixture<EmbeddedStore>;
