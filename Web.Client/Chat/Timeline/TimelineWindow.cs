namespace AspireChat.Web.Client.Chat.Timeline;

/// <summary>
/// Which entries of a timeline are on the page: so few that typing stays quick in a room of ten thousand messages. It follows the
/// newest ones, or stays where the reader is and moves with the scrolling.
/// </summary>
internal sealed class TimelineWindow(RoomTimeline timeline)
{
    /// <summary>How many more entries come with one step of scrolling.</summary>
    internal const int Step = 60;

    /// <summary>Most entries on the page.</summary>
    internal const int Most = 180;

    private long _first; // seq; entries may come in front of it at any time
    private long _last = long.MaxValue; // seq; MaxValue = whatever is the newest

    /// <summary>The index of the first entry on the page.</summary>
    public int Start => _last == long.MaxValue && _first == 0 ? Math.Max(0, timeline.Entries.Count - (2 * Step)) : timeline.IndexOf(_first);

    /// <summary>The index behind the last entry on the page.</summary>
    public int End => _last == long.MaxValue ? timeline.Entries.Count : timeline.IndexOf(_last + 1);

    /// <summary>Whether entries above are loaded and not on the page.</summary>
    public bool HasAbove => Start > 0;

    /// <summary>Whether entries below are.</summary>
    public bool HasBelow => End < timeline.Entries.Count;

    /// <summary>The newest entries, and those to come.</summary>
    public void Follow() => (_first, _last) = (0, long.MaxValue);

    /// <summary>The reader has left the end: nothing that they see goes away because something new comes.</summary>
    public void Hold()
    {
        if (_first == 0)
        {
            Show(Start, End);
        }
    }

    /// <summary>More above; as much goes below when the page would be too long.</summary>
    public void Up()
    {
        var start = Math.Max(0, Start - Step);
        Show(start, Math.Min(End, start + Most));
    }

    /// <summary>More below; as much goes above when the page would be too long.</summary>
    public void Down()
    {
        var end = Math.Min(timeline.Entries.Count, End + Step);
        Show(Math.Max(Start, end - Most), end);
    }

    /// <summary>The entries around one of them.</summary>
    public void Around(long seq)
    {
        var middle = timeline.IndexOf(seq);
        Show(Math.Max(0, middle - Step), Math.Min(timeline.Entries.Count, middle + Step));
    }

    private void Show(int start, int end)
    {
        var entries = timeline.Entries;
        _first = start < entries.Count ? entries[start].Seq : 0;
        _last = end >= entries.Count ? long.MaxValue : entries[end - 1].Seq;
    }
}
