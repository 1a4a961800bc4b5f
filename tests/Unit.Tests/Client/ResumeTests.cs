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
}
