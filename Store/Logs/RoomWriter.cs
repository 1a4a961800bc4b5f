using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Telemetry;

namespace AspireChat.Store.Logs;

/// <summary>Who an event comes from.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Name">The user's name.</param>
public readonly record struct EventAuthor(string User, string Name);

/// <summary>Puts what people do into a room's log, in their name, with a span and counted.</summary>
public sealed class RoomWriter(RoomLog log, NodeIdentity node, StoreMetrics metrics, TimeProvider time)
{
    /// <summary>An event with who did it, when and where.</summary>
    public RoomEvent Sign(EventAuthor author, RoomEvent happened) =>
        happened with { User = author.User, Name = author.Name, At = time.GetUtcNow().ToUnixTimeMilliseconds(), Node = node.Name };

    /// <summary>Appends an event; one with an id that was stored before is not stored again.</summary>
    /// <param name="room">The room.</param>
    /// <param name="author">Who it comes from.</param>
    /// <param name="happened">The event.</param>
    /// <param name="id">The sender's id of it, or null when repeating it does no harm.</param>
    /// <param name="known">Up to where this process knows the log.</param>
    public async Task<AppendResult> AppendAsync(string room, EventAuthor author, RoomEvent happened, string? id, LogPosition known)
    {
        using var span = ChatTelemetry.Send(room, happened.Kind, id, node.Name);
        var result = await log.AppendAsync(room, Sign(author, happened), id, known);
        span?.SetTag("chat.seq", result.Position.Seq);
        metrics.Message();
        return result;
    }

    /// <summary>Appends an event that changes an earlier one.</summary>
    /// <returns>What came of it, and the new event's seq, 0 if there is none.</returns>
    public async Task<(AmendOutcome Outcome, long Seq)> AmendAsync(
        string room, EventAuthor author, RoomEvent change, Amendment amendment, LogPosition known)
    {
        using var span = ChatTelemetry.Send(room, change.Kind, null, node.Name);
        var (outcome, seq) = await log.AmendAsync(room, Sign(author, change), amendment, known);
        if (outcome == AmendOutcome.Done)
        {
            span?.SetTag("chat.seq", seq);
            metrics.Message();
        }

        return (outcome, seq);
    }

    /// <summary>Tells those who are there something that is in no log.</summary>
    public Task PublishAsync(string room, EventAuthor author, RoomEvent happened) => log.PublishAsync(room, Sign(author, happened));
}
