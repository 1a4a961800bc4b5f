using AspireChat.Client;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Timeline;

/// <summary>How the entries of a room are grouped.</summary>
internal static class TimelineRows
{
    private static readonly TimeSpan GroupingWindow = TimeSpan.FromMinutes(5);

    /// <summary>The rows of the entries that are on the page.</summary>
    /// <param name="timeline">The room's entries.</param>
    /// <param name="window">Which of them are on the page.</param>
    /// <param name="newAfter">Entries after this seq are new; 0 = none is.</param>
    public static IEnumerable<TimelineRow> Of(RoomTimeline timeline, TimelineWindow window, long newAfter)
    {
        var (start, end) = (window.Start, window.End);
        var before = start > 0 ? timeline.Entries[start - 1] : null;
        for (var i = start; i < end; i++)
        {
            var entry = timeline.Entries[i];
            var newDay = i == start || before!.Day != entry.Day;
            var firstNew = IsFirstNew(entry, before);
            var continued = !newDay && !firstNew && entry is not TimelineMessage { ReplyTo: not null } && before is TimelineMessage
                && before.User == entry.User && before.Name == entry.Name && entry.At - before.At < GroupingWindow;
            var together = entry is TimelineMembership membership ? Together(membership, i) : [];
            yield return new TimelineRow(entry, newDay, continued, firstNew) { Together = together };
            i += Math.Max(0, together.Count - 1);
            before = timeline.Entries[i];
        }

        bool IsFirstNew(TimelineEntry entry, TimelineEntry? before) =>
            newAfter > 0 && entry.Seq > newAfter && (before is null || before.Seq <= newAfter);

        List<TimelineMembership> Together(TimelineMembership first, int at)
        {
            List<TimelineMembership> together = [first];
            while (++at < end && timeline.Entries[at] is TimelineMembership next && next.Joined == first.Joined && next.Day == first.Day
                && !IsFirstNew(next, together[^1]))
            {
                together.Add(next);
            }

            return together;
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
