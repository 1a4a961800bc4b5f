using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _asking = new(StringComparer.Ordinal);

    /// <summary>Counts the creation of a room, unless the room exists.</summary>
    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The caller's user or network has created too many.</exception>
    public async Task CountAsync(ClientConnection client, string room)
    {
        if (room == RoomName.Lobby || open.Find(room) is not null || await ExistsAsync(room))
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

    /// <summary>The members of a room who come back at once, after a node's death, ask once.</summary>
    private async Task<bool> ExistsAsync(string room)
    {
        try
        {
            return await _asking.GetOrAdd(room, name => new Lazy<Task<bool>>(() => rules.ExistsAsync(name))).Value;
        }
        finally
        {
            _asking.TryRemove(room, out _);
        }
    }
}
