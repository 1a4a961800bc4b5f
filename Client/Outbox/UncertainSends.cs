using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>Finds out about messages whose results were lost, so that it is not known whether they are in the log.</summary>
internal static class UncertainSends
{
    /// <summary>
    /// Searches the part of the log that a truncated join result skips. The server forgets message ids after some minutes, so this
    /// must be done before the messages are sent again.
    /// </summary>
    /// <param name="outbox">The outbox with the messages.</param>
    /// <param name="link">The link on which to read the history.</param>
    /// <param name="join">The result of the join.</param>
    /// <param name="after">The last seq that was known before the join.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static async Task FindAsync(RoomOutbox outbox, HubLink link, JoinResult join, long after, CancellationToken cancellationToken)
    {
        var before = join.Events.Count > 0 ? join.Events[0].Seq : 0;
        while (before > after + 1 && outbox.HasUncertain)
        {
            var request = new HistoryRequest { Room = join.Room, Before = before, Limit = link.Session.Limits.MaxPageSize };
            var page = await link.InvokeAsync<HistoryResult>(nameof(IChatHub.History), request, cancellationToken);
            outbox.Seen(page.Events, link.Session.User, join.Head);
            if (!page.More || page.Events.Count == 0)
            {
                return;
            }

            before = page.Events[0].Seq;
        }
    }
}
