using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// What clients write into a room that they have joined. Every write that is stored checks in the same script that its user is a member:
/// this node may not know yet that the membership ended on another device or another node.
/// </summary>
internal sealed class RoomWrites(RoomWriter writer, OpenRooms rooms, ModerationWatch watch)
{
    /// <summary>Appends an event. An event whose id is already stored is not stored again.</summary>
    /// <exception cref="HubException">The user is no longer a member.</exception>
    public Task<AppendResult> AppendAsync(ClientConnection client, Room room, RoomEvent happened, string? id) =>
        AppendAsync(client, room, client.Caller.Author, happened, id);

    /// <summary>Appends an event whose author is another user than the writer.</summary>
    /// <exception cref="HubException">The writer is no longer a member.</exception>
    public async Task<AppendResult> AppendAsync(ClientConnection client, Room room, EventAuthor author, RoomEvent happened, string? id)
    {
        var result = await writer.AppendAsync(room.Name, author, happened, id, room.Feed.Position, client.Caller.User);
        return result.IsNotMember ? throw await EndAsync(client, room) : result;
    }

    /// <summary>Appends an event that changes an earlier one.</summary>
    /// <exception cref="HubException">
    /// There is no such message, there are too many pins, or the user is no longer a member.
    /// </exception>
    public async Task<ChangeResult> AmendAsync(ClientConnection client, Room room, RoomEvent change, Amendment amendment)
    {
        var caller = client.Caller;
        var (outcome, seq) = await writer.AmendAsync(room.Name, caller.Author, change, amendment, room.Feed.Position, caller.User);
        return outcome switch
        {
            AmendOutcome.NotFound => throw Refusal.NotFound(amendment.Target),
            AmendOutcome.Full => throw Refusal.TooMany($"the room has {RoomLog.MaxPins} pins; remove one first."),
            AmendOutcome.NotMember => throw await EndAsync(client, room),
            _ => new ChangeResult { Seq = seq },
        };
    }

    /// <summary>Publishes an event that is not stored to those who are in the room.</summary>
    public Task PublishAsync(ClientConnection client, Room room, RoomEvent happened) =>
        writer.PublishAsync(room.Name, client.Caller.Author, happened);

    /// <summary>Takes a connection whose user is no longer a member out of the room.</summary>
    /// <returns>The refusal of its call.</returns>
    public async Task<HubException> EndAsync(ClientConnection client, Room room)
    {
        // If the membership was ended by somebody, the change evicts the connection and tells it why. Otherwise Redis has lost the room:
        // the client joins again.
        await watch.RefreshAsync(version: 0, CancellationToken.None);
        if (client.In(room.Name) is { } place && place.Room == room)
        {
            rooms.Exit(client, place);
        }

        return Refusal.NotMember(room.Name);
    }
}
