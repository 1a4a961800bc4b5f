using AspireChat.Client;
using AspireChat.Contracts;
using static AspireChat.Unit.Tests.Client.Events;

namespace AspireChat.Unit.Tests.Client;

public class RoomOutboxTests
{
    private readonly RoomOutbox _outbox = new(Room, TimeProvider.System);

    [Fact]
    public void Messages_take_turns_in_the_order_in_which_they_were_queued()
    {
        var first = _outbox.Add("1", "one", null);
        var second = _outbox.Add("2", "two", null);
        Assert.Same(first, _outbox.Begin());
        _outbox.Retry(first, "rate limited");
        Assert.Same(first, _outbox.Begin());
        Assert.Equal((2, OutboxState.Sending, OutboxState.Waiting), (first.Attempts, first.State, second.State));
        _outbox.Complete(first, new SendResult { Seq = 1 }, lastSeq: 1);
        Assert.Same(second, _outbox.Begin());
    }

    [Fact]
    public void A_failed_message_does_not_block_the_next_one_and_stays_listed()
    {
        var first = _outbox.Add("1", "one", null);
        var second = _outbox.Add("2", "two", null);
        _outbox.Begin();
        _outbox.Fail(first, new ChatException(ChatErrors.TooLong, "at most 4000"));
        Assert.Equal((OutboxState.Failed, "at most 4000"), (first.State, first.Error));
        Assert.Equal(ChatErrors.TooLong, Assert.IsType<ChatException>(first.Completion.Exception!.InnerException).Code);
        Assert.Same(second, _outbox.Begin());
        Assert.Equal([first, second], _outbox.Snapshot());
        _outbox.Cancel(first);
        Assert.Equal([second], _outbox.Snapshot());
    }

    [Fact]
    public async Task A_sent_message_stays_listed_until_its_event_arrives()
    {
        var message = _outbox.Add("1", "one", null);
        _outbox.Begin();
        _outbox.Complete(message, new SendResult { Seq = 5 }, lastSeq: 4);
        Assert.Equal(5, (await message.Completion).Seq);
        Assert.Equal([message], _outbox.Snapshot());
        Assert.Null(_outbox.Begin());
        Assert.True(_outbox.Seen([Message(5, "1")], "ada", 5));
        Assert.Empty(_outbox.Snapshot());
    }

    [Fact]
    public async Task An_event_with_our_id_matches_the_message_that_we_sent()
    {
        var message = _outbox.Add("1", "one", null);
        _outbox.Begin();
        _outbox.Retry(message, "connection lost");
        Assert.True(_outbox.HasUncertain);
        Assert.True(_outbox.Seen([Message(9, "1")], "ada", 9));
        Assert.Equal((9, OutboxState.Sent), ((await message.Completion).Seq, message.State));
        Assert.Null(_outbox.Begin());
    }

    [Fact]
    public void Somebody_elses_message_with_the_same_id_is_not_ours()
    {
        var message = _outbox.Add("1", "one", null);
        Assert.False(_outbox.Seen([Message(9, "1", user: "bob"), Message(10, "2")], "ada", 10));
        Assert.Same(message, _outbox.Begin());
    }

    [Fact]
    public void Queueing_the_same_id_again_returns_the_same_message()
    {
        var message = _outbox.Add("1", "one", null);
        Assert.Same(message, _outbox.Add("1", "one", null));
        Assert.Single(_outbox.Snapshot());
    }

    [Fact]
    public void Only_the_last_failed_messages_are_kept()
    {
        for (var i = 0; i < RoomOutbox.MaxFailed + 10; i++)
        {
            var message = _outbox.Add($"{i}", "text", null);
            _outbox.Begin();
            _outbox.Fail(message, new ChatException(ChatErrors.Muted, "muted"));
        }

        Assert.Equal(RoomOutbox.MaxFailed, _outbox.Snapshot().Count);
        Assert.Equal("10", _outbox.Snapshot()[0].Id);
    }

    [Fact]
    public void A_cancelled_message_is_not_sent_and_its_waiters_are_notified()
    {
        var first = _outbox.Add("1", "one", null);
        var second = _outbox.Add("2", "two", null);
        _outbox.Cancel(first);
        Assert.True(first.Completion.IsCanceled);
        Assert.Same(second, _outbox.Begin());
        _outbox.CancelAll("The room was left.");
        Assert.True(second.Completion.IsCanceled);
        Assert.Equal("The room was left.", second.Error);
        Assert.Empty(_outbox.Snapshot());
    }
}
