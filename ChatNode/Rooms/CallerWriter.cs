using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Rooms;

/// <summary>What a caller writes into a room that is open here.</summary>
internal static class CallerWriter
{
    /// <summary>An event with who did it, when and where.</summary>
    public static RoomEvent Sign(this RoomWriter writer, ChatCaller caller, RoomEvent happened) => writer.Sign(caller.Author, happened);

    /// <summary>Appends an event; one with an id that was stored before is not stored again.</summary>
    public static Task<AppendResult> AppendAsync(this RoomWriter writer, Room room, ChatCaller caller, RoomEvent happened, string? id) =>
        writer.AppendAsync(room.Name, caller.Author, happened, id, room.Feed.Position);

    /// <summary>Appends an event that changes an earlier one.</summary>
    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">There is no such message, or there are too many pins.</exception>
    public static async Task<ChangeResult> AmendAsync(this RoomWriter writer, Room room, ChatCaller caller, RoomEvent change, Amendment amendment)
    {
        var (outcome, seq) = await writer.AmendAsync(room.Name, caller.Author, change, amendment, room.Feed.Position);
        return outcome switch
        {
            AmendOutcome.NotFound => throw Refusal.NotFound(amendment.Target),
            AmendOutcome.Full => throw Refusal.TooMany("the room has 100 pins; take one out first."),
            _ => new ChangeResult { Seq = seq },
        };
    }

    /// <summary>Tells those who are there something that is in no log.</summary>
    public static Task PublishAsync(this RoomWriter writer, Room room, ChatCaller caller, RoomEvent happened) =>
        writer.PublishAsync(room.Name, caller.Author, happened);
}
