using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Gives a room that came into being by joining to its first member.</summary>
internal sealed class RoomFounder(RoomRulesStore rules, PolicyLog changes)
{
    /// <summary>Makes the user the owner, unless it is the lobby.</summary>
    public async Task NameOwnerAsync(Room room, string user)
    {
        if (room.Name == RoomName.Lobby)
        {
            return;
        }

        await rules.SetRoleAsync(room.Name, user, RoomRole.Owner);

        // Another node may have opened the room before it had an owner.
        await changes.AddAsync(PolicyChange.OfRoom(room.Name));
        await room.Policy.ReadAsync();
    }
}
