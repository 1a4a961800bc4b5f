using AspireChat.Client;
using AspireChat.Contracts;
using static AspireChat.Unit.Tests.Client.Events;

namespace AspireChat.Unit.Tests.Client;

public class RoomSequenceTests
{
    private readonly RoomSequence _sequence = new(Room);

    [Fact]
    public void The_first_join_asks_for_the_newest_page_and_resets()
    {
        var request = _sequence.NextJoin();
        Assert.Equal((Room, null, null), (request.Room, request.Epoch, request.After));
        var step = _sequence.Join(Answer(8, 10));
        var update = Assert.Single(step.Updates);
        Assert.True(update is { Reset: true, Live: false });
        Assert.Equal([8, 9, 10], step.Updates.Seqs());
        Assert.Equal(("e1", 10), (_sequence.Epoch, _sequence.LastSeq));
        Assert.False(step.Rejoin);
    }

    [Fact]
    public void An_empty_room_resets_with_no_events()
    {
        Assert.True(Assert.Single(_sequence.Join(new JoinResult { Room = Room, Epoch = "e1" }).Updates) is { Reset: true, Events: [] });
        Assert.Equal([1, 2], _sequence.Receive(Batch(1, 2)).Updates.Seqs());
    }

    [Fact]
    public void Events_that_arrive_before_the_join_result_are_reported_after_it_without_duplicates()
    {
        _sequence.NextJoin();
        Assert.Empty(_sequence.Receive(Batch(9, 11)).Updates);
        Assert.Empty(_sequence.Receive(Batch(12, 12)).Updates);
        var step = _sequence.Join(Answer(8, 10));
        Assert.Equal([8, 9, 10, 11, 12], step.Updates.Seqs());
        Assert.Equal([false, true, true], step.Updates.Select(update => update.Live));
        Assert.False(step.Rejoin);
    }

    [Fact]
    public void Events_of_repeated_and_overlapping_batches_are_reported_once()
    {
        _sequence.Join(Answer(1, 3));
        Assert.Empty(_sequence.Receive(Batch(2, 3)).Updates);
        Assert.Equal([4, 5], _sequence.Receive(Batch(2, 5)).Updates.Seqs());
        Assert.Empty(_sequence.Receive(Batch(4, 5)).Updates);
    }

    [Fact]
    public void A_gap_requests_a_join_and_holds_back_later_events_until_it_is_filled()
    {
        _sequence.Join(Answer(1, 3));
        var hole = _sequence.Receive(Batch(5, 6));
        Assert.True(hole.Rejoin);
        Assert.Empty(hole.Updates);
        Assert.Equal(3, _sequence.NextJoin().After);
        var held = _sequence.Receive(Batch(7, 7));
        Assert.Empty(held.Updates);
        Assert.False(held.Rejoin);
        var step = _sequence.Join(Answer(4, 6));
        Assert.Equal([4, 5, 6, 7], step.Updates.Seqs());
        Assert.DoesNotContain(step.Updates, update => update.Reset);
    }

    [Fact]
    public void A_gap_inside_a_batch_reports_the_events_before_it()
    {
        _sequence.Join(Answer(1, 3));
        var step = _sequence.Receive(Batch("e1", Message(4), Message(6)));
        Assert.True(step.Rejoin);
        Assert.Equal([4], step.Updates.Seqs());
        Assert.Equal([5, 6], _sequence.Join(Answer(5, 5)).Updates.Seqs());
    }

    [Fact]
    public void Ephemeral_events_are_reported_and_do_not_advance_the_sequence()
    {
        _sequence.Join(Answer(1, 3));
        Assert.Equal([4, 0], _sequence.Receive(Batch("e1", Message(4), Typing())).Updates.Seqs());
        Assert.Equal([0], _sequence.Receive(Batch("e1", Typing())).Updates.Seqs());
        Assert.Equal(4, _sequence.LastSeq);
    }

    [Fact]
    public void A_resume_returns_the_missed_events()
    {
        _sequence.Join(Answer(1, 3));
        var request = _sequence.NextJoin();
        Assert.Equal(("e1", 3), (request.Epoch, request.After));
        var update = Assert.Single(_sequence.Join(Answer(4, 6)).Updates);
        Assert.True(update is { Reset: false, Live: false });
        Assert.Equal([4, 5, 6], update.Events.Select(happened => happened.Seq));
    }

    [Fact]
    public void A_resume_without_new_events_reports_nothing()
    {
        _sequence.Join(Answer(1, 3));
        _sequence.NextJoin();
        var step = _sequence.Join(new JoinResult { Room = Room, Epoch = "e1", Head = 3 });
        Assert.Empty(step.Updates);
        Assert.False(step.Rejoin);
    }

    [Fact]
    public void A_truncated_resume_resets()
    {
        _sequence.Join(Answer(1, 3));
        _sequence.NextJoin();
        Assert.True(Assert.Single(_sequence.Join(Answer(90, 100, truncated: true)).Updates).Reset);
        Assert.Equal([101], _sequence.Receive(Batch(101, 101)).Updates.Seqs());
    }

    [Fact]
    public void Another_epoch_in_the_feed_requests_a_join_and_resets()
    {
        _sequence.Join(Answer(1, 3));
        Assert.True(_sequence.Receive(Batch(1, 1, "e2")).Rejoin);
        var request = _sequence.NextJoin();
        Assert.Equal(("e1", 3), (request.Epoch, request.After));
        var step = _sequence.Join(Answer(1, 2, "e2", truncated: true));
        Assert.True(Assert.Single(step.Updates).Reset);
        Assert.False(step.Rejoin);
        Assert.Equal(("e2", 2), (_sequence.Epoch, _sequence.LastSeq));
    }

    [Fact]
    public void Held_back_events_of_a_lost_log_are_dropped()
    {
        _sequence.Join(Answer(1, 3));
        _sequence.NextJoin();
        _sequence.Receive(Batch(4, 5));
        var step = _sequence.Join(Answer(1, 1, "e2", truncated: true));
        Assert.Equal([1], step.Updates.Seqs());
        Assert.False(step.Rejoin);
    }

    [Fact]
    public void A_batch_of_a_lost_log_that_arrives_after_the_join_requests_one_join_only()
    {
        _sequence.Join(Answer(1, 3));
        _sequence.NextJoin();
        _sequence.Join(Answer(1, 1, "e2", truncated: true));

        Assert.True(_sequence.Receive(Batch(4, 4)).Rejoin);
        _sequence.NextJoin();
        Assert.Empty(_sequence.Receive(Batch(2, 2, "e2")).Updates);
        var step = _sequence.Join(new JoinResult { Room = Room, Epoch = "e2", Head = 1 });

        Assert.Equal([2], step.Updates.Seqs());
        Assert.False(step.Rejoin);
    }

    [Fact]
    public void A_log_lost_after_the_join_result_was_built_requests_another_join()
    {
        _sequence.Join(Answer(1, 3));
        _sequence.NextJoin();
        _sequence.Receive(Batch(1, 1, "e2"));
        Assert.True(_sequence.Join(Answer(4, 4)).Rejoin);
        Assert.True(Assert.Single(_sequence.Join(Answer(1, 1, "e2", truncated: true)).Updates).Reset);
    }

    [Fact]
    public void A_join_result_that_does_not_reach_the_head_requests_the_rest()
    {
        _sequence.Join(Answer(1, 3));
        _sequence.NextJoin();
        Assert.True(_sequence.Join(Answer(4, 6, head: 9)).Rejoin);
        Assert.Equal(6, _sequence.NextJoin().After);
        var step = _sequence.Join(Answer(7, 9));
        Assert.Equal([7, 8, 9], step.Updates.Seqs());
        Assert.False(step.Rejoin);
    }

    [Fact]
    public void A_log_that_lost_its_end_within_its_epoch_is_reloaded()
    {
        _sequence.Join(Answer(1, 9));
        _sequence.NextJoin();
        Assert.True(_sequence.Join(new JoinResult { Room = Room, Epoch = "e1", Head = 5 }).Rejoin);
        Assert.Null(_sequence.NextJoin().After);
        Assert.True(Assert.Single(_sequence.Join(Answer(1, 5)).Updates).Reset);
        Assert.Equal([6], _sequence.Receive(Batch(6, 6)).Updates.Seqs());
    }

    [Fact]
    public void Held_back_events_are_bounded_and_dropped_ones_are_requested_again()
    {
        _sequence.Join(Answer(1, 1));
        _sequence.NextJoin();
        _sequence.Receive(Batch(2, RoomSequence.MaxHeldEvents));
        _sequence.Receive(Batch(RoomSequence.MaxHeldEvents + 1, RoomSequence.MaxHeldEvents + 10));
        Assert.True(_sequence.Join(Answer(2, 5)).Rejoin);
        Assert.Equal(5, _sequence.NextJoin().After);
    }

    /// <summary>Whatever is lost, repeated and reordered on the way: every event comes once, in order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Lost_repeated_and_reordered_batches_end_up_in_order(int seed)
    {
        var random = new Random(seed);
        var told = new List<RoomUpdate>();
        told.AddRange(_sequence.Join(new JoinResult { Room = Room, Epoch = "e1" }).Updates);
        long head = 0;
        var asked = false;
        for (var i = 0; i < 2_000; i++)
        {
            head++;
            var first = Math.Max(1, head - random.Next(3));
            var step = random.Next(10) == 0 ? default : _sequence.Receive(Batch(first, head));
            told.AddRange(step.Updates ?? []);
            if (step.Rejoin)
            {
                asked = true;
                _sequence.NextJoin();
            }
            else if (asked && random.Next(5) == 0)
            {
                asked = false;
                var answered = _sequence.Join(Answer(_sequence.LastSeq + 1, head));
                told.AddRange(answered.Updates);
                Assert.False(answered.Rejoin);
            }
        }

        _sequence.NextJoin();
        told.AddRange(_sequence.Join(Answer(_sequence.LastSeq + 1, head)).Updates);
        Assert.Equal(Enumerable.Range(1, (int)head).Select(seq => (long)seq), told.Seqs());
    }
}
