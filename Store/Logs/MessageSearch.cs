using AspireChat.Contracts;

namespace AspireChat.Store.Logs;

/// <summary>Searches a room's messages with their current text, newest first, one page of the log at a time.</summary>
public sealed class MessageSearch(RoomLog log, MessageArchive archive)
{
    private const int Page = 200;

    /// <summary>
    /// Maximum number of events that one call reads. A rare text then returns a short result, and the next call continues there.
    /// </summary>
    private const int MaxRead = 2_000;

    /// <summary>Returns the messages that contain a text, both folded (see <see cref="FoldedText"/>).</summary>
    /// <param name="room">The room.</param>
    /// <param name="text">The text to find.</param>
    /// <param name="before">Only messages before this seq; null = from the newest.</param>
    /// <param name="limit">Maximum number of messages.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<SearchResult> FindAsync(string room, string text, long? before, int limit, CancellationToken cancellationToken)
    {
        var wanted = FoldedText.Of(text);
        List<RoomEvent> found = [];
        if (wanted.Length == 0)
        {
            // Nothing but invisible characters, which every text contains.
            return new SearchResult { Events = found };
        }

        for (var read = 0; read < MaxRead; read += Page)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await log.ReadNewestAsync(room, before, Page);
            if (page.Events.Count == 0)
            {
                return new SearchResult { Events = found };
            }

            var edited = await archive.EditedAsync(room, page.Events[0].Seq, page.Events[^1].Seq);
            var messages = page.Events.Reverse().Select(stored => stored.Decode()).Where(IsMessage).Select(message => message.With(edited));
            foreach (var message in messages)
            {
                if (FoldedText.Of(message.Text ?? "").Contains(wanted, StringComparison.Ordinal))
                {
                    found.Add(message);
                    if (found.Count == limit)
                    {
                        return new SearchResult { Events = found, Next = message.Seq > page.Oldest ? message.Seq : null };
                    }
                }
            }

            before = page.Events[0].Seq;
            if (before <= page.Oldest)
            {
                return new SearchResult { Events = found };
            }
        }

        return new SearchResult { Events = found, Next = before };
    }

    private static bool IsMessage(RoomEvent entry) => entry is { Kind: EventKind.Message or EventKind.Question, Removed: not true };
}
