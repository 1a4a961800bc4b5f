using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Telemetry;

namespace AspireChat.Store.Logs;

/// <summary>Puts what people do into a room's log, in their name.</summary>
internal sealed class RoomWriter(RoomLog log, NodeIdentity node, ChatMetrics metrics, TimeProvider time)
{
    /// <summary>An event with who did it, when and where.</summary>
    public RoomEvent Sign(ChatCaller caller, RoomEvent happened) => happened with
    {
        User = caller.User,
        Name = caller.Name,
        At = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Node = node.Name,
    };

    /// <summary>Appends an event; one with an id that was stored before is not stored again.</summary>
    public async Task<AppendResult> AppendAsync(Room room, ChatCaller caller, RoomEvent happened, string? id)
    {
        using var span = ChatTelemetry.Send(room.Name, happened.Kind, id, node.Name);
        var result = await log.AppendAsync(room.Name, Sign(caller, happened), id, room.Feed.Position);
        span?.SetTag("chat.seq", result.Position.Seq);
        metrics.Message();
        return result;
    }

    /// <summary>Appends an event that changes an earlier one.</summary>
    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">There is no such message, or there are too many pins.</exception>
    public async Task<ChangeResult> AmendAsync(Room room, ChatCaller caller, RoomEvent change, Amendment amendment)
    {
        using var span = ChatTelemetry.Send(room.Name, change.Kind, null, node.Name);
        var (outcome, seq) = await log.AmendAsync(room.Name, Sign(caller, change), amendment, room.Feed.Position);
        switch (outcome)
        {
            case AmendOutcome.NotFound:
                throw Refusal.NotFound(amendment.Target);
            case AmendOutcome.Full:
                throw Refusal.TooMany("the room has 100 pins; take one out first.");
            case AmendOutcome.Done:
                span?.SetTag("chat.seq", seq);
                metrics.Message();
                break;
        }

        return new ChangeResult { Seq = seq };
    }

    /// <summary>Tells those who are there something that is in no log.</summary>
    public Task PublishAsync(Room room, ChatCaller caller, RoomEvent happened) => log.PublishAsync(room.Name, Sign(caller, happened));
}
