using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Unit.Tests.Page;

/// <summary>What a room's page makes of the events it gets.</summary>
public sealed class RoomTimelineTests
{
    private const string Me = "guest-me";
    private readonly RoomTimeline _timeline = new(Me);

    [Fact]
    public void Entries_are_in_seq_order()
    {
        Reset(Event(5, EventKind.Join), Message(6, "one"));
        Live(Message(7, "two"), Event(8, EventKind.Leave));

        Assert.Equal([5L, 6, 7, 8], _timeline.Entries.Select(entry => entry.Seq));
        Assert.True(Assert.IsType<TimelineMembership>(_timeline.Entries[0]).Joined);
        Assert.False(Assert.IsType<TimelineMembership>(_timeline.Entries[3]).Joined);
        Assert.Equal((5, 8), (_timeline.FirstSeq, _timeline.LastSeq));
    }

    [Fact]
    public void A_duplicate_event_is_ignored()
    {
        Reset(Message(1, "one"), Message(2, "two"));
        Live(Message(2, "two"), Message(3, "three"));

        Assert.Equal(["one", "two", "three"], Texts());
    }

    [Fact]
    public void A_reset_replaces_all_entries()
    {
        Reset(Message(8, "old"));
        Reset(Message(1, "new"));

        Assert.Equal(["new"], Texts());
        Assert.Equal((1, 1), (_timeline.FirstSeq, _timeline.LastSeq));
        Assert.False(_timeline.HasOlder);
    }

    [Fact]
    public void A_change_of_a_lost_log_changes_no_message_of_the_new_one()
    {
        Reset(Message(10, "ten"), Change(11, EventKind.Edit, 2) with { Text = "of the lost log" });
        Reset(Message(1, "one"), Message(2, "two"));

        Assert.Equal(["one", "two"], Texts());
    }

    [Fact]
    public void Ephemeral_and_unknown_events_add_no_entry()
    {
        Reset();
        Live(Event(0, EventKind.Typing), Event(1, "something of the future"), Message(2, "two"));

        Assert.Equal(["two"], Texts());
        Assert.Equal(2, _timeline.LastSeq);
    }

    [Fact]
    public void Edits_deletions_and_reactions_change_their_message()
    {
        Reset(Message(1, "one"), Message(2, "two"));
        Live(
            Change(3, EventKind.Edit, 1) with { Text = "uno" },
            Change(4, EventKind.Delete, 2),
            Change(5, EventKind.Reaction, 1) with { Emoji = "👍" },
            Change(6, EventKind.Reaction, 1) with { Emoji = "👍", User = "other" },
            Change(7, EventKind.Reaction, 1) with { Emoji = "👍", Removed = true });

        var (first, second) = (MessageAt(0), MessageAt(1));
        Assert.Equal(("uno", true), (first.Text, first.Edited));
        Assert.True(second.Deleted);
        Assert.Empty(second.Text);
        var (emoji, users) = Assert.Single(first.Reactions);
        Assert.Equal("👍", emoji);
        Assert.Equal([new RoomUser { User = "other", Name = "Ada" }], users);
    }

    [Fact]
    public void Changes_are_applied_to_messages_loaded_later()
    {
        Reset(Message(10, "ten"), Change(11, EventKind.Edit, 2) with { Text = "last word" }, Change(12, EventKind.Delete, 3));
        Assert.True(_timeline.HasOlder);

        _timeline.ApplyOlder(new HistoryResult
        {
            Events = [Message(2, "two"), Message(3, "three"), Change(4, EventKind.Edit, 2) with { Text = "first change" },
                Message(10, "ten")],
            More = true,
        });

        Assert.Equal(["last word", "", "ten"], Texts());
        Assert.Equal(2, _timeline.FirstSeq);
        Assert.True(_timeline.HasOlder);
    }

    [Fact]
    public void An_older_page_does_not_bring_former_votes_back()
    {
        Reset(Vote(10, "guest-1", 2), Vote(11, "guest-3", 3), Vote(12, "guest-2", 2, removed: true));
        _timeline.ApplyOlder(new HistoryResult
        {
            Events = [Event(2, EventKind.Question) with { Text = "why" }, Vote(3, "guest-2", 1)],
        });

        var question = MessageAt(0);
        Assert.Equal((2, true, false), (question.Votes, question.HasVote("guest-1"), question.HasVote("guest-2")));
    }

    [Fact]
    public void A_sent_message_is_pending_until_its_event_arrives()
    {
        Reset(Message(1, "one"));
        var mine = Outgoing("a");
        _timeline.Queue(mine);
        Live(Message(2, "somebody else's, with the same id") with { Id = "a" });
        Assert.Equal([mine], _timeline.Pending);

        mine.Complete(new SendResult { Seq = 3 });
        Assert.Equal([mine], _timeline.Pending);
        Live(Message(3, "mine") with { Id = "a", User = Me });

        Assert.Empty(_timeline.Pending);
        Assert.Equal(3, _timeline.Entries.Count);
    }

    [Fact]
    public void A_message_whose_event_arrived_first_is_never_pending()
    {
        Reset(Message(1, "mine") with { Id = "a", User = Me });
        _timeline.Queue(Outgoing("a"));
        Assert.Empty(_timeline.Pending);
    }

    [Fact]
    public void After_a_reset_only_unstored_messages_are_pending()
    {
        var (stored, waiting) = (Outgoing("a"), Outgoing("b"));
        _timeline.Queue(stored);
        _timeline.Queue(waiting);
        stored.Complete(new SendResult { Seq = 3 });

        Reset(Message(200, "far beyond"));

        Assert.Equal([waiting], _timeline.Pending);
    }

    [Fact]
    public void Only_messages_of_others_count_as_unread()
    {
        Reset(Message(1, "read"));
        Live(Message(2, "unread"), Event(3, EventKind.Join), Message(4, "mine") with { User = Me }, Message(5, "unread too"));
        Assert.Equal(2, _timeline.CountAfter(1));
    }

    private static RoomEvent Event(long seq, string kind) =>
        new() { Seq = seq, Kind = kind, User = "guest-1", Name = "Ada", At = 1_700_000_000_000 + seq, Node = "node" };

    private static RoomEvent Message(long seq, string text) => Event(seq, EventKind.Message) with { Id = $"id-{seq}", Text = text };

    private static RoomEvent Change(long seq, string kind, long target) => Event(seq, kind) with { Target = target };

    private static RoomEvent Vote(long seq, string user, int votes, bool? removed = null) =>
        Change(seq, EventKind.Vote, 2) with { User = user, Votes = votes, Removed = removed };

    private static OutboxMessage Outgoing(string id) => new("room", id, "text", null, [], DateTimeOffset.UnixEpoch);

    private void Reset(params RoomEvent[] events) => _timeline.Apply(new RoomUpdate("room", events, Reset: true, Live: false));

    private void Live(params RoomEvent[] events) => _timeline.Apply(new RoomUpdate("room", events, Reset: false, Live: true));

    private TimelineMessage MessageAt(int index) => Assert.IsType<TimelineMessage>(_timeline.Entries[index]);

    private IEnumerable<string> Texts() => _timeline.Entries.OfType<TimelineMessage>().Select(message => message.Text);
}
