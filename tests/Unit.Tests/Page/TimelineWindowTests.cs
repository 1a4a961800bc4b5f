using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Timeline;

namespace AspireChat.Unit.Tests.Page;

/// <summary>Which part of a long room is on the page.</summary>
public sealed class TimelineWindowTests
{
    private readonly RoomTimeline _timeline = new("me");
    private readonly TimelineWindow _window;

    public TimelineWindowTests()
    {
        _timeline.Apply(new RoomUpdate("room", [.. Messages(1001, 1000)], Reset: true, Live: false));
        _window = new TimelineWindow(_timeline);
    }

    [Fact]
    public void The_window_follows_the_newest_entries_until_the_reader_scrolls_up()
    {
        Assert.Equal((1000 - (2 * TimelineWindow.Step), 1000), (_window.Start, _window.End));
        Live(2001);
        Assert.Equal(1001, _window.End);
        _window.Hold();
        var start = _window.Start;
        Live(2002);
        Assert.Equal((start, 1002), (_window.Start, _window.End));
    }

    [Fact]
    public void Scrolling_passes_every_entry_and_never_shows_too_many()
    {
        var seen = new HashSet<long>();
        for (var moves = 0; _window.HasAbove; moves++)
        {
            Assert.True(moves < 1000, "it never ends");
            _window.MoveUp();
            Look();
        }

        Assert.Equal(1000, seen.Count);
        seen.Clear();
        Look();
        for (var moves = 0; _window.HasBelow; moves++)
        {
            Assert.True(moves < 1000, "it never ends");
            _window.MoveDown();
            Look();
        }

        Assert.Equal(1000, seen.Count);

        void Look()
        {
            Assert.InRange(_window.End - _window.Start, 1, TimelineWindow.MaxEntries);
            seen.UnionWith(_timeline.Entries.Skip(_window.Start).Take(_window.End - _window.Start).Select(entry => entry.Seq));
        }
    }

    [Fact]
    public void Loading_older_entries_does_not_change_the_window()
    {
        _window.ShowAround(1500);
        var shown = _timeline.Entries[_window.Start].Seq;
        _timeline.ApplyOlder(new HistoryResult { Events = [.. Messages(901, 100)], More = true });
        Assert.Equal(shown, _timeline.Entries[_window.Start].Seq);
        Assert.InRange(_timeline.IndexOf(1500), _window.Start, _window.End);
    }

    [Fact]
    public void A_page_around_an_old_message_is_shown_alone_and_read_on_from_there()
    {
        _timeline.ApplyPage(new HistoryResult { Events = [.. Messages(200, 50)], More = true }, before: 250);
        _window.ShowAround(225);

        Assert.Equal([.. Enumerable.Range(200, 50).Select(seq => (long)seq)], Shown());
        Assert.True(_window.HasBelow);
        Assert.Equal(new TimelineGap(249, 1001), _window.GapBelow);
        Assert.Null(_window.GapAbove);
        Assert.True(_timeline.HasOlder);

        _timeline.ApplyPage(new HistoryResult { Events = [.. Messages(250, 50)], More = true }, before: 300);
        _window.MoveDown();
        Assert.Equal([.. Enumerable.Range(200, 100).Select(seq => (long)seq)], Shown());

        _window.Follow();
        Assert.Equal(2000 - (2 * TimelineWindow.Step) + 1, Shown()[0]);
    }

    [Fact]
    public void A_gap_closes_from_both_ends_and_every_message_is_there_once()
    {
        _timeline.ApplyPage(new HistoryResult { Events = [.. Messages(800, 50)], More = true }, before: 850);
        _timeline.ApplyPage(new HistoryResult { Events = [.. Messages(951, 50)], More = true }, before: 1001);
        Assert.Equal([new TimelineGap(849, 951)], _timeline.Gaps);
        _timeline.ApplyPage(new HistoryResult { Events = [.. Messages(875, 50)], More = true }, before: 925);
        Assert.Equal([new TimelineGap(849, 875), new TimelineGap(924, 951)], _timeline.Gaps);
        _timeline.ApplyPage(new HistoryResult { Events = [.. Messages(825, 50)], More = true }, before: 875);
        _timeline.ApplyPage(new HistoryResult { Events = [.. Messages(901, 50)], More = true }, before: 951);
        _timeline.ApplyPage(new HistoryResult { Events = [.. Messages(901, 50)], More = true }, before: 951);

        Assert.Empty(_timeline.Gaps);
        Assert.Equal(Enumerable.Range(800, 1201).Select(seq => (long)seq), _timeline.Entries.Select(entry => entry.Seq));
        _window.ShowAround(800);
        for (var moves = 0; _window.HasBelow; moves++)
        {
            Assert.True(moves < 1000, "it never ends");
            _window.MoveDown();
        }

        Assert.Equal(2000, Shown()[^1]);
    }

    private List<long> Shown() =>
        [.. _timeline.Entries.Skip(_window.Start).Take(_window.End - _window.Start).Select(entry => entry.Seq)];

    private static IEnumerable<RoomEvent> Messages(long first, int count) =>
        Enumerable.Range(0,
            count).Select(i => new RoomEvent { Seq = first + i, Kind = EventKind.Message, User = "u", Text = "t", Id = $"{first + i}" });

    private void Live(long seq) => _timeline.Apply(new RoomUpdate("room", [.. Messages(seq, 1)], Reset: false, Live: true));
}
