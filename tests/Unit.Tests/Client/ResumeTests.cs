using System.Collections.Concurrent;
using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Unit.Tests.Fakes;
using static AspireChat.Unit.Tests.Fakes.FakeUser;

namespace AspireChat.Unit.Tests.Client;

public class ResumeTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_page_is_available_when_the_join_completes()
    {
        await using var chat = await FakeChat.StartedAsync();
        await chat.SayAsync(Room, "one");
        await using var user = await JoinedAsync(chat);
        var room = user.Connection.Rooms.Single();
        Assert.Equal(["one"], user.Screen);
        Assert.Equal((Room, "e1", 1, 1), (room.Name, room.Epoch, room.LastSeq, room.OnlineCount));
        Assert.Same(room, await user.Connection.JoinAsync(Room, Ended));
        Assert.Single(chat.Joins);
    }

    [Fact]
    public async Task After_a_reconnect_all_rooms_resume_in_few_calls_and_a_refused_room_holds_up_none()
    {
        string[] rooms = [.. Enumerable.Range(1, 50).Select(i => $"room-{i}")];
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        await Task.WhenAll(rooms.Select(room => user.Connection.JoinAsync(room, Ended)));
        foreach (var room in rooms)
        {
            await chat.SayAsync(room, "before");
        }

        await Until(() => TextsOf(user).Count == rooms.Length, () => $"{TextsOf(user).Count} messages");
        chat.JoinCalls.Clear();
        chat.Joins.Clear();
        chat.OnJoin = join => join.Room == "room-7" ? $"{ChatErrors.Private}: not for you" : null;
        chat.InFeed = _ => false;
        foreach (var room in rooms)
        {
            await chat.SayAsync(room, "missed 1");
            await chat.SayAsync(room, "missed 2");
        }

        chat.InFeed = _ => true;
        chat.Drop();
        await Until(() => TextsOf(user).Count == rooms.Length + 2 * (rooms.Length - 1), () => $"{TextsOf(user).Count} messages");
        Assert.All(
            TextsOf(user).GroupBy(text => text.Room).Where(room => room.Key != "room-7"),
            room => Assert.Equal(["before", "missed 1", "missed 2"], room.Select(text => text.Text)));
        Assert.Equal(["before"], TextsOf(user).Where(text => text.Room == "room-7").Select(text => text.Text));
        Assert.Contains(chat.JoinCalls, count => count > 1);
        Assert.True(
            chat.Joins.Count(join => join.Room != "room-7") - chat.JoinCalls.Sum() < rooms.Length / 2,
            $"{chat.Joins.Count} joins, of which together: {string.Join(", ", chat.JoinCalls)}");
    }

    [Fact]
    public async Task A_node_that_does_not_know_JoinRooms_is_asked_for_each_room()
    {
        string[] rooms = [.. Enumerable.Range(1, 10).Select(i => $"room-{i}")];
        await using var chat = await FakeChat.StartedAsync();
        chat.KnowsJoinRooms = false;
        await using var user = await JoinedAsync(chat);
        await Task.WhenAll(rooms.Select(room => user.Connection.JoinAsync(room, Ended)));
        Assert.Equal(rooms.Append(Room).Order(), user.Connection.Rooms.Select(room => room.Name).Order());
    }

    [Fact]
    public async Task A_room_that_was_left_on_another_device_is_not_joined_again()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.MyRooms = [];
        await chat.NotifyAsync(new Notice { Kind = NoticeKind.Left, Room = Room });
        await Until(() => user.Connection.Rooms.Count == 0, () => "the room is still joined");
        chat.Joins.Clear();
        chat.Drop();
        await Until(() => user.Statuses.Contains(ConnectionStatus.Reconnecting), () => "not reconnecting");
        await Until(() => user.Connection.Status == ConnectionStatus.Online, () => $"{user.Connection.Status}");
        Assert.Empty(chat.Joins);
    }

    [Fact]
    public async Task A_notice_older_than_the_latest_join_ends_nothing()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.MyRooms = [new MyRoom { Room = Room }];
        await chat.NotifyAsync(new Notice { Kind = NoticeKind.Left, Room = Room });
        await Until(() => chat.MyRoomsCalls > 0, () => "the server was not asked");
        await chat.SayAsync(Room, "hello");
        await user.UntilScreenShows(["hello"]);
    }

    [Fact]
    public async Task A_gap_in_the_feed_is_filled_from_the_log()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.InFeed = happened => happened.Seq % 3 == 0;
        for (var i = 1; i <= 12; i++)
        {
            await chat.SayAsync(Room, $"{i}");
        }

        await user.UntilScreenShows(Enumerable.Range(1, 12).Select(i => $"{i}"));
        Assert.DoesNotContain(user.Updates.Skip(1), update => update.Reset);
    }

    [Fact]
    public async Task A_truncated_resume_resets_the_room()
    {
        await using var chat = await FakeChat.StartedAsync();
        await chat.SayAsync(Room, "old");
        await using var user = await JoinedAsync(chat);
        chat.InFeed = _ => false;
        for (var i = 1; i <= FakeLog.Page + 5; i++)
        {
            await chat.SayAsync(Room, $"{i}");
        }

        chat.Drop();
        await user.UntilScreenShows(Enumerable.Range(6, FakeLog.Page).Select(i => $"{i}"));
        Assert.Equal(2, user.Updates.Count(update => update.Reset));
    }

    [Fact]
    public async Task A_lost_log_is_noticed_while_connected_and_the_room_reloaded()
    {
        await using var chat = await FakeChat.StartedAsync();
        await chat.SayAsync(Room, "of the old log");
        await using var user = await JoinedAsync(chat);
        chat.Log(Room).Lose();
        await chat.SayAsync(Room, "of the new log");
        await user.UntilScreenShows(["of the new log"]);
        Assert.Equal(chat.Log(Room).Epoch, user.Connection.Rooms.Single().Epoch);
    }

    [Fact]
    public async Task A_lost_log_is_noticed_after_a_reconnect_and_the_room_reloaded()
    {
        await using var chat = await FakeChat.StartedAsync();
        await chat.SayAsync(Room, "of the old log");
        await using var user = await JoinedAsync(chat);
        await chat.StopAsync();
        chat.Log(Room).Lose();
        chat.Log(Room).Append("bob", new SendRequest { Id = "1", Text = "of the new log" });
        await chat.StartAsync();
        await user.UntilScreenShows(["of the new log"]);
    }

    [Fact]
    public async Task A_join_that_fails_after_a_reconnect_is_retried_until_it_succeeds()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        var refusals = 5;
        chat.OnJoin = _ => Interlocked.Decrement(ref refusals) >= 0 ? $"{ChatErrors.Unavailable}: no Redis" : null;
        chat.Drop();
        await chat.SayAsync(Room, "missed");
        await user.UntilScreenShows(["missed"]);
        Assert.Equal(7, chat.Joins.Count);
    }

    [Fact]
    public async Task A_refused_first_join_throws_its_code_and_can_succeed_later()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = new FakeUser(chat);
        await user.Connection.StartAsync(Ended);
        chat.OnJoin = _ => $"{ChatErrors.Unavailable}: no Redis";
        var refused = await Assert.ThrowsAsync<ChatException>(() => user.Connection.JoinAsync(Room, Ended));
        Assert.Equal((ChatErrors.Unavailable, "no Redis"), (refused.Code, refused.Message));
        Assert.Empty(user.Connection.Rooms);
        refused = await Assert.ThrowsAsync<ChatException>(() => user.Connection.JoinAsync("Bad Room", Ended));
        Assert.Equal(ChatErrors.BadRoom, refused.Code);
        chat.OnJoin = _ => null;
        Assert.Equal(Room, (await user.Connection.JoinAsync(Room, Ended)).Name);
    }

    [Fact]
    public async Task A_left_room_is_silent_and_not_joined_again()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        await user.Connection.JoinAsync("other", Ended);
        await user.Connection.LeaveAsync(Room, Ended);
        Assert.False(chat.Leaves.Single().Stay);
        await chat.SayAsync(Room, "not for us");
        await chat.SayAsync("other", "for us");
        await user.UntilScreenShows(["for us"]);
        chat.Joins.Clear();
        chat.Drop();
        await Until(() => !chat.Joins.IsEmpty && user.Connection.Status == ConnectionStatus.Online, () => "not joined again");
        await chat.SayAsync(Room, "still not for us");
        await chat.SayAsync("other", "after the reconnect");
        await user.UntilScreenShows(["for us", "after the reconnect"]);
        Assert.All(chat.Joins, join => Assert.Equal("other", join.Room));
        Assert.Equal(ChatErrors.NotMember, Assert.Throws<ChatException>(() => user.Connection.Send(Room, "text")).Code);
    }

    [Fact]
    public async Task Calls_return_results_throw_codes_and_fail_when_offline()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat, change: options => options with { CallTimeout = TimeSpan.FromMilliseconds(300) });
        var noticed = new TaskCompletionSource<Notice>();
        user.Connection.Notified += noticed.SetResult;
        await user.Connection.MarkReadAsync(Room, 4, cancellationToken: Ended);
        Assert.Equal(4, (await noticed.Task.WaitAsync(TimeSpan.FromSeconds(30), Ended)).Seq);
        await user.Connection.TypingAsync(Room, Ended);
        Assert.Equal(8, (await user.Connection.EditAsync(Room, 7, "new", Ended)).Seq);
        Assert.Equal(1, (await user.Connection.WhoIsOnlineAsync(Room, Ended)).OnlineCount);
        Assert.False((await user.Connection.HistoryAsync(Room, cancellationToken: Ended)).More);
        Assert.Equal(
            ChatErrors.NotFound, (await Assert.ThrowsAsync<ChatException>(() => user.Connection.DeleteAsync(Room, 7, Ended))).Code);
        await chat.StopAsync();
        await Until(() => user.Connection.Status == ConnectionStatus.Reconnecting, () => "still online");
        Assert.Equal(
            ChatErrors.Unavailable, (await Assert.ThrowsAsync<ChatException>(() => user.Connection.EditAsync(Room, 7, "x", Ended))).Code);
        await user.Connection.TypingAsync(Room, Ended);
    }

    [Fact]
    public async Task A_call_waits_for_the_connection_and_is_repeated_when_its_answer_was_lost()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        chat.Losses = 2;
        Assert.Equal(8, (await user.Connection.EditAsync(Room, 7, "new", Ended)).Seq);
        Assert.Equal(0, chat.Losses);
        chat.Losses = 1;
        await user.Connection.DeleteAsync(Room, 7, Ended); // The second try finds nothing more to delete.

        await chat.StopAsync();
        await Until(() => user.Connection.Status == ConnectionStatus.Reconnecting, () => "still online");
        var edit = user.Connection.EditAsync(Room, 7, "newer", Ended);
        await chat.StartAsync();
        Assert.Equal(8, (await edit).Seq);
    }

    [Fact]
    public async Task A_closed_room_is_silent_until_it_is_joined_again()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        await user.Connection.JoinAsync("other", Ended);
        await user.Connection.CloseAsync(Room);
        Assert.True(chat.Leaves.Single().Stay);
        Assert.Equal(["other"], user.Connection.Rooms.Select(room => room.Name));
        await chat.SayAsync(Room, "missed");
        await chat.SayAsync("other", "heard");
        await user.UntilScreenShows(["heard"]);
        await user.Connection.JoinAsync(Room, Ended);
        await user.UntilScreenShows(["missed"]);
    }

    [Fact]
    public async Task A_room_that_a_handler_closes_raises_no_more_updates_not_even_those_already_received()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        await user.Connection.JoinAsync("other", Ended);
        user.Connection.Updated += update =>
        {
            if (update.Room == Room)
            {
                _ = user.Connection.CloseAsync(Room);
            }
        };

        // The gap makes the client join again. What comes before the answer is a second update.
        chat.OnJoin = _ =>
        {
            chat.TellAsync(Room, Events.Message(3)).Wait(Ended);
            return null;
        };
        chat.InFeed = happened => happened.Seq != 1;
        await chat.SayAsync(Room, "one");
        await chat.SayAsync(Room, "two");
        await Until(() => !chat.Leaves.IsEmpty, () => "the room is open");
        await chat.SayAsync("other", "a message");
        await Until(() => user.Screen.Length > 0, () => "nothing on the screen");
        await chat.SayAsync("other", "another message");
        await user.UntilScreenShows(["one", "two", "a message", "another message"]);
    }

    [Fact]
    public async Task A_handler_that_throws_is_reported_and_does_not_affect_the_handlers_after_it()
    {
        await using var chat = await FakeChat.StartedAsync();
        await using var user = await JoinedAsync(chat);
        ConcurrentQueue<string> heard = new();
        user.Connection.Updated += _ => throw new InvalidOperationException("a broken page");
        user.Connection.Updated += update => heard.Enqueue($"update {update.Events[0].Text}");
        user.Connection.Notified += _ => throw new InvalidOperationException("a broken bell");
        user.Connection.Notified += notice => heard.Enqueue($"notice {notice.Seq}");
        await user.Connection.Send(Room, "one").Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        await Until(() => heard.Contains("update one"), () => string.Join(", ", heard));
        Assert.Contains("Updated failed: a broken page", user.Connection.LastError, StringComparison.Ordinal);
        await user.Connection.MarkReadAsync(Room, 4, cancellationToken: Ended);
        await Until(() => heard.Contains("notice 4"), () => string.Join(", ", heard));
        await Until(
            () => user.Connection.LastError?.Contains("Notified failed: a broken bell", StringComparison.Ordinal) is true,
            () => $"{user.Connection.LastError}");

        user.Connection.Changed += () => throw new InvalidOperationException("a broken badge");
        user.Connection.Changed += () => heard.Enqueue($"{user.Connection.Status}");
        chat.Drop();
        await user.Connection.Send(Room, "two").Completion.WaitAsync(TimeSpan.FromSeconds(30), Ended);
        await user.UntilScreenShows(["one", "two"]);
        Assert.Contains($"{ConnectionStatus.Reconnecting}", heard);
        await Until(() => heard.Contains("update two"), () => string.Join(", ", heard));
    }

    private static List<(string Room, string Text)> TextsOf(FakeUser user) =>
    [
        .. user.Updates.Where(update => update.Room != Room)
            .SelectMany(update => update.Events.Where(happened => happened.Seq > 0).Select(happened => (update.Room, happened.Text!))),
    ];
}
