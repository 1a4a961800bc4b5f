using AspireChat.Contracts;

namespace AspireChat.Store.Logs;

/// <summary>What both the hub and the admin API read from a log.</summary>
public static class LogReading
{
    /// <summary>Returns a page of a room's history.</summary>
    /// <param name="log">The logs.</param>
    /// <param name="room">The room.</param>
    /// <param name="before">The seq before which the page ends; null = the newest page.</param>
    /// <param name="limit">Maximum number of events.</param>
    public static async Task<HistoryResult> ReadHistoryAsync(this RoomLog log, string room, long? before, int limit)
    {
        var page = await log.ReadNewestAsync(room, before, limit);
        return new HistoryResult
        {
            Epoch = page.Head.Epoch,
            Events = new StoredEvents(page.Events),
            More = page.Events.Count > 0 && page.Events[0].Seq > page.Oldest,
        };
    }

    /// <summary>Returns a message or question as it was sent; null if the log does not contain it or it was deleted.</summary>
    public static async Task<RoomEvent?> FindMessageAsync(this RoomLog log, string room, long seq) =>
        await log.FindAsync(room, seq) is { Kind: EventKind.Message or EventKind.Question, Removed: not true } message ? message : null;
}
