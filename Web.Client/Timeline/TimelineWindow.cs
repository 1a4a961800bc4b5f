namespace AspireChat.Web.Client.Timeline;

/// <summary>
/// Which entries of a timeline are on the page: few enough that typing stays fast in a room of ten thousand messages. It follows the
/// newest entries, or stays where the reader is and moves with scrolling.
/// </summary>
internal sealed class TimelineWindow(RoomTimeline timeline)
{
    /// <summary>The number of entries added by one step of scrolling.</summary>
    internal const int Step = 60;

    /// <summary>The maximum number of entries on the page.</summary>
    internal const int MaxEntries = 180;

    private long _first; // seq; older entries may be loaded at any time
    private long _last = long.MaxValue; // seq; MaxValue = the newest

    /// <summary>The index of the first entry on the page.</summary>
    public int Start => _last == long.MaxValue && _first == 0 ? Math.Max(0, timeline.Entries.Count - (2 * Step)) : timeline.IndexOf(_first);

    /// <summary>The index after the last entry on the page.</summary>
    public int End => _last == long.MaxValue ? timeline.Entries.Count : timeline.IndexOf(_last + 1);

    /// <summary>Whether entries above the page are loaded.</summary>
    public bool HasAbove => Start > 0;

    /// <summary>Whether entries below the page are loaded.</summary>
    public bool HasBelow => End < timeline.Entries.Count;

    /// <summary>Shows the newest entries, and those to come.</summary>
    public void Follow() => (_first, _last) = (0, long.MaxValue);

    /// <summary>The reader has scrolled up: new entries must not push out what they see.</summary>
    public void Hold()
    {
        if (_first == 0)
        {
            Show(Start, End);
        }
    }

    /// <summary>Adds entries above, and removes entries below if there are too many.</summary>
    public void MoveUp()
    {
        var start = Math.Max(0, Start - Step);
        Show(start, Math.Min(End, start + MaxEntries));
    }

    /// <summary>Adds entries below, and removes entries above if there are too many.</summary>
    public void MoveDown()
    {
        var end = Math.Min(timeline.Entries.Count, End + Step);
        Show(Math.Max(Start, end - MaxEntries), end);
    }

    /// <summary>Shows the entries around one of them.</summary>
    public void ShowAround(long seq)
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
