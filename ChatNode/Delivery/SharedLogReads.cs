using System.Collections.Concurrent;
using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// Reads of logs for connections that are behind: those that need the same part of a room's log at the same time share one read.
/// </summary>
internal sealed class SharedLogReads(RoomLog log)
{
    private const int Page = 100;
    private readonly ConcurrentDictionary<(string Room, long After), Lazy<Task<LogPage>>> _reading = new();

    /// <summary>
    /// Returns up to a page of events after <paramref name="after"/>, and the log's head. A read that had already begun may miss what was
    /// added since.
    /// </summary>
    public async Task<LogPage> ReadAfterAsync(string room, long after)
    {
        // From the page's boundary, so that connections that are not at the same event share the read, too.
        var key = (room, after - (after % Page));
        var read = _reading.GetOrAdd(key, start => new Lazy<Task<LogPage>>(() => ReadAsync(start)));
        var page = await read.Value;
        return page with { Events = [.. page.Events.SkipWhile(stored => stored.Seq <= after)] };
    }

    private async Task<LogPage> ReadAsync((string Room, long After) key)
    {
        try
        {
            return await log.ReadAfterAsync(key.Room, key.After, Page, LogPosition.None);
        }
        finally
        {
            _reading.TryRemove(key, out _);
        }
    }
}
