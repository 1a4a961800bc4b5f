using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Rooms;

/// <summary>What a caller writes into a room that is open on this node.</summary>
internal static class RoomWriterExtensions
{
    /// <summary>Appends an event. An event whose id is already stored is not stored again.</summary>
    public static Task<AppendResult> AppendAsync(this RoomWriter writer, Room room, ChatCaller caller, RoomEvent happened, string? id) =>
        writer.AppendAsync(room.Name, caller.Author, happened, id, room.Feed.Position);

    /// <summary>Appends an event that changes an earlier one.</summary>
    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">There is no such message, or there are too many pins.</exception>
    public static async Task<ChangeResult> AmendAsync(
        this RoomWriter writer, Room room, ChatCaller caller, RoomEvent change, Amendment amendment)
    {
        var (outcome, seq) = await writer.AmendAsync(room.Name, caller.Author, change, amendment, room.Feed.Position);
        return outcome switch
        {
            AmendOutcome.NotFound => throw Refusal.NotFound(amendment.Target),
            AmendOutcome.Full => throw Refusal.TooMany($"the room has {RoomLog.MaxPins} pins; remove one first."),
            _ => new ChangeResult { Seq = seq },
        };
    }

    /// <summary>Publishes an event that is not stored to those who are in the room.</summary>
    public static Task PublishAsync(this RoomWriter writer, Room room, ChatCaller caller, RoomEvent happened) =>
        writer.PublishAsync(room.Name, caller.Author, happened);
}
