using AspireChat.Client;

namespace AspireChat.Web.Client.Chat.Timeline;

/// <summary>How the entries of a room stand beneath each other.</summary>
internal static class TimelineRows
{
    private static readonly TimeSpan SameBreath = TimeSpan.FromMinutes(5);

    /// <summary>The entries that are shown: whether a new day begins with one, whether it goes on from the one before, and whether it is the first new one.</summary>
    /// <param name="timeline">The room's entries.</param>
    /// <param name="window">Which of them are shown.</param>
    /// <param name="newAfter">What came after this seq is new; 0: nothing.</param>
    public static IEnumerable<(TimelineEntry Entry, bool NewDay, bool Continued, bool FirstNew)> Of(RoomTimeline timeline, TimelineWindow window, long newAfter)
    {
        var (start, end) = (window.Start, window.End);
        var before = start > 0 ? timeline.Entries[start - 1] : null;
        for (var i = start; i < end; i++)
        {
            var entry = timeline.Entries[i];
            var newDay = i == start || before!.At.LocalDateTime.Date != entry.At.LocalDateTime.Date;
            var firstNew = newAfter > 0 && entry.Seq > newAfter && (before is null || before.Seq <= newAfter);
            var continued = !newDay && !firstNew && entry is not TimelineMessage { ReplyTo: not null } && before is TimelineMessage
                && before.User == entry.User && before.Name == entry.Name && entry.At - before.At < SameBreath;
            yield return (entry, newDay, continued, firstNew);
            before = entry;
        }
    }

    /// <summary>Whether one's own message that is not stored yet goes on from what is before it, as it will once it is: so that nothing jumps then.</summary>
    public static bool Continues(RoomTimeline timeline, OutboxMessage pending, string me) =>
        pending.ReplyTo is null
        && (pending != timeline.Pending[0]
        || (timeline.Entries is [.., TimelineMessage last] && last.User == me && pending.QueuedAt - last.At < SameBreath
            && pending.QueuedAt.LocalDateTime.Date == last.At.LocalDateTime.Date));
}
