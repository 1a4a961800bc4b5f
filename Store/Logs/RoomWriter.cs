using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Telemetry;

namespace AspireChat.Store.Logs;

/// <summary>The author of an event.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Name">The user's name.</param>
public readonly record struct EventAuthor(string User, string Name);

/// <summary>
/// The one way to append to a room's log: it adds author, time and node, starts a <c>send</c> span, and counts a message in
/// <c>chat.messages</c>.
/// </summary>
public sealed class RoomWriter(RoomLog log, NodeIdentity node, StoreMetrics metrics, TimeProvider time)
{
    /// <summary>Returns the event with its author, the time and this process's name.</summary>
    public RoomEvent Sign(EventAuthor author, RoomEvent happened) =>
        happened with { User = author.User, Name = author.Name, At = time.GetUtcNow().ToUnixTimeMilliseconds(), Node = node.Name };

    /// <summary>Appends an event. An event whose id is already stored is not stored again.</summary>
    /// <param name="room">The room.</param>
    /// <param name="author">The author.</param>
    /// <param name="happened">The event.</param>
    /// <param name="id">The sender's id for it; null if repeating it does no harm.</param>
    /// <param name="known">The position up to which this process knows the log.</param>
    /// <param name="member">The user who must be a member of the room at this moment; null = nobody.</param>
    public async Task<AppendResult> AppendAsync(
        string room, EventAuthor author, RoomEvent happened, string? id, LogPosition known, string? member = null)
    {
        using var span = ChatTelemetry.Send(room, happened.Kind, id, node.Name);
        var result = await log.AppendAsync(room, Sign(author, happened), id, known, member);
        if (result.IsNotMember)
        {
            return result;
        }

        span?.SetTag("chat.seq", result.Position.Seq);
        if (!result.Duplicate && happened.Kind is (EventKind.Message or EventKind.Question))
        {
            metrics.Message();
        }

        return result;
    }

    /// <summary>Appends a join or leave event, unless there are too many of them or the room is archived.</summary>
    public async Task AppendNoticeAsync(string room, EventAuthor author, string kind, LogPosition known)
    {
        var notice = Sign(author, new RoomEvent { Kind = kind });
        Noticed(room, notice, await log.AppendNoticeAsync(room, notice, known));
    }

    /// <summary>Reports a notice afterwards, since only the script knows whether it is appended.</summary>
    /// <param name="room">The room.</param>
    /// <param name="notice">The signed event.</param>
    /// <param name="seq">Its seq; 0 = it was not appended.</param>
    internal void Noticed(string room, RoomEvent notice, long seq)
    {
        if (seq > 0)
        {
            using var span = ChatTelemetry.Send(room, notice.Kind, null, node.Name, DateTimeOffset.FromUnixTimeMilliseconds(notice.At));
            span?.SetTag("chat.seq", seq);
        }
    }

    /// <summary>Appends an event that changes an earlier one.</summary>
    /// <param name="room">The room.</param>
    /// <param name="author">The author.</param>
    /// <param name="change">The event.</param>
    /// <param name="amendment">The change.</param>
    /// <param name="known">The position up to which this process knows the log.</param>
    /// <param name="member">The user who must be a member of the room at this moment; null = nobody.</param>
    /// <returns>The outcome, and the new event's seq; 0 if nothing was appended.</returns>
    public async Task<(AmendOutcome Outcome, long Seq)> AmendAsync(
        string room, EventAuthor author, RoomEvent change, Amendment amendment, LogPosition known, string? member = null)
    {
        using var span = ChatTelemetry.Send(room, change.Kind, null, node.Name);
        var (outcome, seq) = await log.AmendAsync(room, Sign(author, change), amendment, known, member);
        if (outcome == AmendOutcome.Done)
        {
            span?.SetTag("chat.seq", seq);
        }

        return (outcome, seq);
    }

    /// <summary>Publishes an event that is not stored to those who are in the room.</summary>
    public Task PublishAsync(string room, EventAuthor author, RoomEvent happened) => log.PublishAsync(room, Sign(author, happened));
}
