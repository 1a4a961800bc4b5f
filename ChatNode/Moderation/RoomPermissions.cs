using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Who can do what in a room. Every check reads memory only.</summary>
internal sealed class RoomPermissions(ModerationState moderation, TimeProvider time)
{
    /// <summary>Returns the caller's role in the room. Administrators of the cluster are owners everywhere.</summary>
    public static string RoleOf(Room room, ChatCaller caller) => caller.IsAdmin ? RoomRole.Owner : room.Rules.Current.RoleOf(caller.User);

    /// <summary>Returns true if the caller is an owner or moderator.</summary>
    public static bool IsModerator(Room room, ChatCaller caller) => RoleOf(room, caller) != RoomRole.Member;

    /// <summary>Returns the caller's role and mute in the room at this moment.</summary>
    public MemberStatus MemberStatusOf(Room room, ChatCaller caller) => new(RoleOf(room, caller), MuteOf(room, caller));

    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The caller cannot write here now.</exception>
    public void CheckMayWrite(Room room, ChatCaller caller)
    {
        CheckNotMuted(room, caller);
        CheckNotArchived(room);
        if (room.Rules.Current.Settings.ReadOnly && !IsModerator(room, caller))
        {
            throw Refusal.ReadOnly(room.Name);
        }
    }

    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The caller is muted in the room or everywhere.</exception>
    public void CheckNotMuted(Room room, ChatCaller caller)
    {
        if (MuteOf(room, caller) is { } mute)
        {
            throw Refusal.Muted(mute);
        }
    }

    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The caller is muted everywhere.</exception>
    public void CheckNotMutedEverywhere(ChatCaller caller)
    {
        if (moderation.Of(caller.User).Mute.InForce(time) is { } mute)
        {
            throw Refusal.Muted(mute);
        }
    }

    /// <summary>Returns whether the caller can write here now.</summary>
    public bool MayWrite(Room room, ChatCaller caller) =>
        MuteOf(room, caller) is null && !room.Rules.Current.Settings.Archived
        && (!room.Rules.Current.Settings.ReadOnly || IsModerator(room, caller));

    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The room is archived.</exception>
    public static void CheckNotArchived(Room room)
    {
        if (room.Rules.Current.Settings.Archived)
        {
            throw Refusal.Archived(room.Name);
        }
    }

    /// <summary>Returns how long the caller waits between two messages; null = no wait.</summary>
    public static TimeSpan? SlowModeOf(Room room, ChatCaller caller) =>
        room.Rules.Current.Settings.SlowModeSeconds is > 0 and var seconds && !IsModerator(room, caller)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private Sanction? MuteOf(Room room, ChatCaller caller) =>
        moderation.Of(caller.User).Mute.InForce(time) ?? room.Rules.Current.Mutes.GetValueOrDefault(caller.User).InForce(time);
}
