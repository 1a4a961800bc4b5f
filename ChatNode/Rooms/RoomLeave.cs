using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Ends memberships at the members' own wish.</summary>
internal sealed class RoomLeave(
    RoomMembers members, MembershipEvents membership, RoomPermissions permissions, Enforcement enforcement, PolicyLog changes)
{
    /// <summary>
    /// Ends the caller's membership. The caller's connections here are out of the room when this ends, those on other nodes within a
    /// second; until then their writes are refused, since each write checks the membership.
    /// </summary>
    public async Task EndMembershipAsync(ChatCaller caller, Room room)
    {
        var (was, count) = await members.RemoveAsync(room.Name, caller.User);

        // Also if the membership had ended before: the node of that call may have died before it announced it.
        enforcement.ExitLeft(room.Name, caller.User);
        await changes.AddAsync(new PolicyChange(PolicyChange.MemberLeft, room.Name, caller.User));
        if (!was)
        {
            return;
        }

        if (permissions.MayWrite(room, caller))
        {
            await membership.LeftAsync(room.Name, caller.Author, count, room.Feed.Position);
        }
        else
        {
            membership.Publish(room.Name, EventKind.Leave, caller.Author);
        }
    }
}
