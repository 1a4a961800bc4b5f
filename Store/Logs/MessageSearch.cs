using AspireChat.Contracts;

namespace AspireChat.Store.Logs;

/// <summary>Looks for a text in a room's messages as they are now, newest first, a page of the log at a time.</summary>
public sealed class MessageSearch(RoomLog log, MessageArchive archive)
{
    private const int Page = 200;

    /// <summary>Most events that one call reads. A text that is rare then gives a short answer, and the next call goes on from there.</summary>
    private const int MostRead = 2_000;

    /// <summary>Messages that contain the text.</summary>
    /// <param name="room">The room.</param>
    /// <param name="text">What they have to contain.</param>
    /// <param name="before">Only older ones; null: from the newest.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<SearchResult> FindAsync(string room, string text, long? before, int limit, CancellationToken cancellationToken)
    {
        var wanted = FoldedText.Of(text);
        List<RoomEvent> found = [];
        for (var read = 0; read < MostRead; read += Page)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await log.ReadNewestAsync(room, before, Page);
            if (page.Events.Count == 0)
            {
                return new SearchResult { Events = found };
            }

            var edited = await archive.EditedAsync(room, page.Events[0].Seq, page.Events[^1].Seq);
            foreach (var message in page.Events.Reverse().Select(stored => stored.Decode()).Where(IsMessage).Select(message => message.With(edited)))
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
