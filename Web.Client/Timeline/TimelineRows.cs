using AspireChat.Client;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Timeline;

/// <summary>How the entries of a room are grouped.</summary>
internal static class TimelineRows
{
    private static readonly TimeSpan GroupingWindow = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The entries on the page: whether each starts a new day, continues the message before it, and is the first new one.
    /// </summary>
    /// <param name="timeline">The room's entries.</param>
    /// <param name="window">Which of them are on the page.</param>
    /// <param name="newAfter">Entries after this seq are new; 0 = none is.</param>
    public static IEnumerable<(TimelineEntry Entry, bool NewDay, bool Continued, bool FirstNew)> Of(
        RoomTimeline timeline, TimelineWindow window, long newAfter)
    {
        var (start, end) = (window.Start, window.End);
        var before = start > 0 ? timeline.Entries[start - 1] : null;
        for (var i = start; i < end; i++)
        {
            var entry = timeline.Entries[i];
            var newDay = i == start || before!.Day != entry.Day;
            var firstNew = newAfter > 0 && entry.Seq > newAfter && (before is null || before.Seq <= newAfter);
            var continued = !newDay && !firstNew && entry is not TimelineMessage { ReplyTo: not null } && before is TimelineMessage
                && before.User == entry.User && before.Name == entry.Name && entry.At - before.At < GroupingWindow;
            yield return (entry, newDay, continued, firstNew);
            before = entry;
        }
    }

    /// <summary>
    /// Whether an unsent message continues the message before it. The same as once it is stored, so that nothing moves then.
    /// </summary>
    public static bool Continues(RoomTimeline timeline, OutboxMessage pending, string me) =>
        pending.ReplyTo is null
        && (pending != timeline.Pending[0]
        || (timeline.Entries is [.., TimelineMessage last] && last.User == me && pending.QueuedAt - last.At < GroupingWindow
            && Intl.DayNumber(pending.QueuedAt) == last.Day));
}
