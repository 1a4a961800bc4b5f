using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Who may do what in a room: looks into memory, no more.</summary>
internal sealed class RoomPermissions(ModerationPolicy policy, TimeProvider time)
{
    /// <summary>What the caller is in the room. The cluster's administrators are owners everywhere.</summary>
    public static string RoleOf(Room room, ChatCaller caller) => caller.IsAdmin ? RoomRole.Owner : room.Policy.Rules.RoleOf(caller.User);

    /// <summary>Whether the caller is more than a member.</summary>
    public static bool IsModerator(Room room, ChatCaller caller) => RoleOf(room, caller) != RoomRole.Member;

    /// <summary>What the caller may do in the room at the moment.</summary>
    public RoomStanding StandingOf(Room room, ChatCaller caller) => new(RoleOf(room, caller), MuteOf(room, caller));

    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The caller may not write here now.</exception>
    public void CheckMayWrite(Room room, ChatCaller caller)
    {
        if (MuteOf(room, caller) is { } mute)
        {
            throw Refusal.Muted(mute);
        }

        CheckNotArchived(room);
        if (room.Policy.Rules.Settings.ReadOnly && !IsModerator(room, caller))
        {
            throw Refusal.ReadOnly(room.Name);
        }
    }

    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The room is archived.</exception>
    public static void CheckNotArchived(Room room)
    {
        if (room.Policy.Rules.Settings.Archived)
        {
            throw Refusal.Archived(room.Name);
        }
    }

    /// <summary>How long the caller has to wait between two messages, null for not at all.</summary>
    public static TimeSpan? SlowModeOf(Room room, ChatCaller caller) =>
        room.Policy.Rules.Settings.SlowModeSeconds is > 0 and var seconds && !IsModerator(room, caller) ? TimeSpan.FromSeconds(seconds) : null;

    private Sanction? MuteOf(Room room, ChatCaller caller) =>
        policy.Of(caller.User).Mute.InForce(time) ?? room.Policy.Rules.Mutes.GetValueOrDefault(caller.User).InForce(time);
}
