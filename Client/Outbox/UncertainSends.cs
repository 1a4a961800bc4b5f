using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client.Outbox;

/// <summary>Messages whose own answers were lost, so that nobody knows whether they are in the log.</summary>
internal static class UncertainSends
{
    /// <summary>
    /// Looks for them in the part of the log that a truncated answer to a join skips: the server forgets ids after some minutes, so
    /// look before they are sent again.
    /// </summary>
    /// <param name="outbox">Whose messages.</param>
    /// <param name="link">Where to look.</param>
    /// <param name="join">The answer.</param>
    /// <param name="after">What was known before it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
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
