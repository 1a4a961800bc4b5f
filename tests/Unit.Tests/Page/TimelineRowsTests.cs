using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Messages;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Unit.Tests.Page;

/// <summary>How the entries of a room stand on the page.</summary>
public sealed class TimelineRowsTests
{
    private const long Noon = 1_796_000_000_000;

    [Fact]
    public void Those_who_join_one_after_the_other_share_a_row()
    {
        var rows = Rows(Joined(1, "Ada"), Joined(2, "Grace"), Message(3), Joined(4, "Lin"), Left(5, "Ada"), Left(6, "Lin"));

        Assert.Equal([1L, 3, 4, 5], rows.Select(row => row.Entry.Seq));
        Assert.Equal([2, 0, 1, 2], rows.Select(row => row.Together.Count));
        Assert.Equal("Ada, Grace joined", EventText.Of(rows[0].Together));
        Assert.Equal("Ada, Lin left", EventText.Of(rows[3].Together));
    }

    [Fact]
    public void Of_many_names_the_first_are_listed_and_the_others_counted()
    {
        var rows = Rows([.. Enumerable.Range(1, 5).Select(seq => Joined(seq, $"User {seq}"))]);

        Assert.Equal("User 1, User 2, 3 others joined", EventText.Of(Assert.Single(rows).Together));
        Assert.Equal("User 1, User 2, User 3, User 4, User 5", EventText.AllNames(rows[0].Together));
    }

    [Fact]
    public void Who_joins_again_is_named_once()
    {
        var rows = Rows(Joined(1, "Ada"), Joined(2, "Ada"), Joined(3, "Lin"));

        Assert.Equal("Ada, Lin joined", EventText.Of(Assert.Single(rows).Together));
    }

    [Fact]
    public void A_new_day_and_what_is_new_start_a_row()
    {
        var nextDay = Joined(3, "Lin") with { At = Noon + (long)TimeSpan.FromDays(1).TotalMilliseconds };
        Assert.Equal([1L, 3], Rows(Joined(1, "Ada"), Joined(2, "Grace"), nextDay).Select(row => row.Entry.Seq));

        var rows = Rows(newAfter: 2, Joined(1, "Ada"), Joined(2, "Grace"), Joined(3, "Lin"), Joined(4, "Mia"));
        Assert.Equal([(1L, false), (3, true)], rows.Select(row => (row.Entry.Seq, row.FirstNew)));
    }

    private static TimelineRow[] Rows(params RoomEvent[] events) => Rows(newAfter: 0, events);

    private static TimelineRow[] Rows(long newAfter, params RoomEvent[] events)
    {
        var timeline = new RoomTimeline("guest-me");
        timeline.Apply(new RoomUpdate("room", events, Reset: true, Live: false));
        return [.. TimelineRows.Of(timeline, new TimelineWindow(timeline), newAfter)];
    }

    private static RoomEvent Joined(long seq, string name) => Event(seq, name, EventKind.Join);

    private static RoomEvent Left(long seq, string name) => Event(seq, name, EventKind.Leave);

    private static RoomEvent Message(long seq) => Event(seq, "Ada", EventKind.Message) with { Text = "Good morning" };

    private static RoomEvent Event(long seq, string name, string kind) =>
        new() { Seq = seq, Kind = kind, User = $"guest-{name}", Name = name, At = Noon + seq };
}
