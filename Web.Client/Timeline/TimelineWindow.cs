namespace AspireChat.Web.Client.Timeline;

/// <summary>
/// Which entries of a timeline are on the page: few enough that typing stays fast in a room of ten thousand messages. It follows the
/// newest entries, or stays where the reader is and moves with scrolling. It never reaches across a gap of the timeline.
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
    public int Start => _last == long.MaxValue && _first == 0
        ? Math.Max(timeline.Gaps is [.., var last] ? timeline.IndexOf(last.Before) : 0, timeline.Entries.Count - (2 * Step))
        : timeline.IndexOf(_first);

    /// <summary>The index after the last entry on the page.</summary>
    public int End => _last == long.MaxValue ? timeline.Entries.Count : timeline.IndexOf(_last + 1);

    /// <summary>Whether there are loaded entries above the page.</summary>
    public bool HasAbove => Start > 0;

    /// <summary>Whether there are entries below the page.</summary>
    public bool HasBelow => End < timeline.Entries.Count;

    /// <summary>What has to be loaded before the page can move up; null if nothing is missing there.</summary>
    public TimelineGap? GapAbove => timeline.GapBefore(Start);

    /// <summary>What has to be loaded before the page can move down; null if nothing is missing there.</summary>
    public TimelineGap? GapBelow => timeline.GapBefore(End);

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
        var (start, end) = Clamp(Start, Start - Step, End);
        Show(start, Math.Min(end, start + MaxEntries));
    }

    /// <summary>Adds entries below, and removes entries above if there are too many.</summary>
    public void MoveDown()
    {
        var (start, end) = Clamp(End - 1, Start, End + Step);
        Show(Math.Max(start, end - MaxEntries), end);
    }

    /// <summary>Shows the entries around one of them.</summary>
    public void ShowAround(long seq)
    {
        var middle = timeline.IndexOf(seq);
        var (start, end) = Clamp(middle, middle - Step, middle + Step);
        Show(start, end);
    }

    /// <summary>As much of a range as can be shown together with the entry at <paramref name="index"/>: up to the gaps around it.</summary>
    private (int Start, int End) Clamp(int index, int start, int end)
    {
        foreach (var gap in timeline.Gaps)
        {
            var first = timeline.IndexOf(gap.Before); // the first entry after the gap
            (start, end) = first <= index ? (Math.Max(start, first), end) : (start, Math.Min(end, first));
        }

        return (Math.Max(0, start), Math.Min(timeline.Entries.Count, end));
    }

    private void Show(int start, int end)
    {
        var entries = timeline.Entries;
        _first = start < entries.Count ? entries[start].Seq : 0;
        _last = end >= entries.Count ? long.MaxValue : entries[end - 1].Seq;
    }
}
