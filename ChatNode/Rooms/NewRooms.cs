using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Limits;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// Rooms that do not exist yet: how many of them users and networks can create (<see cref="ShareLimits.NewRoomsPerHour"/>).
/// </summary>
internal sealed class NewRooms(OpenRooms open, RoomRulesStore rules, ClusterLimits limits)
{
    /// <summary>Counts the creation of a room, unless the room exists.</summary>
    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The caller's user or network has created too many.</exception>
    public async Task CountAsync(ClientConnection client, string room)
    {
        if (room == RoomName.Lobby || open.Find(room) is not null || await rules.ExistsAsync(room))
        {
            return;
        }

        foreach (var group in client.Allowance.Groups)
        {
            if (await limits.TakeRoomAsync(group.Party) is { } wait)
            {
                throw Refusal.TooManyNewRooms(group.Party, wait);
            }
        }
    }
}
