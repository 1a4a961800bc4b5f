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
        while (_window.HasAbove)
        {
            _window.MoveUp();
            Look();
        }

        Assert.Equal(1000, seen.Count);
        seen.Clear();
        Look();
        while (_window.HasBelow)
        {
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

    private static IEnumerable<RoomEvent> Messages(long first, int count) =>
        Enumerable.Range(0,
            count).Select(i => new RoomEvent { Seq = first + i, Kind = EventKind.Message, User = "u", Text = "t", Id = $"{first + i}" });

    private void Live(long seq) => _timeline.Apply(new RoomUpdate("room", [.. Messages(seq, 1)], Reset: false, Live: true));
}
