using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>
/// What owners and moderators do in their room. It takes effect on this node at once, and on the others within a second.
/// </summary>
internal sealed class RoomAuthority(
    RoomChanges rooms, RoomMembers members, SanctionStore sanctions, PolicyLog changes, ModerationWatch watch, UserNotices notices)
{
    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The caller is neither owner nor moderator.</exception>
    public static void CheckModerator(Room room, ChatCaller caller)
    {
        if (!RoomPermissions.IsModerator(room, caller))
        {
            throw Refusal.RoleNeeded(RoomRole.Moderator);
        }
    }

    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">The caller is no owner.</exception>
    public static void CheckOwner(Room room, ChatCaller caller)
    {
        if (RoomPermissions.RoleOf(room, caller) != RoomRole.Owner)
        {
            throw Refusal.RoleNeeded(RoomRole.Owner);
        }
    }

    /// <summary>Changes the settings, and tells those who are in the room.</summary>
    public Task ChangeAsync(Room room, ChatCaller caller, RoomChangeRequest request) =>
        rooms.ChangeSettingsAsync(EditorOf(room, caller), request);

    /// <summary>Gives a member a role, and tells the room.</summary>
    public async Task SetRoleAsync(Room room, ChatCaller caller, string user, string role)
    {
        switch (await rooms.SetRoleAsync(EditorOf(room, caller), user, role, keepOwner: true))
        {
            case RoomChangeOutcome.NotMember:
                throw Refusal.NoMember(user);
            case RoomChangeOutcome.LastOwner:
                throw Refusal.BadRequest("the room would have no owner; make another member an owner first.");
        }
    }

    /// <summary>Mutes a member, or lifts the mute if <paramref name="mute"/> is null.</summary>
    public async Task MuteAsync(Room room, ChatCaller caller, string user, Sanction? mute)
    {
        CheckOver(room, caller, user);
        if (!await members.ContainsAsync(room.Name, user))
        {
            throw Refusal.NoMember(user);
        }

        await (mute is null ? sanctions.UnmuteAsync(user, room.Name) : sanctions.MuteAsync(user, room.Name, mute));
        await AnnounceAsync(PolicyChange.OfRoom(room.Name));
    }

    /// <summary>Removes a member from the room.</summary>
    public async Task RemoveAsync(Room room, ChatCaller caller, string user, string reason)
    {
        CheckOver(room, caller, user);
        switch (await rooms.RemoveMemberAsync(EditorOf(room, caller), user, reason))
        {
            case RoomChangeOutcome.NotMember:
                throw Refusal.NoMember(user);
            case RoomChangeOutcome.Done:
                await notices.SendAsync(user, new Notice { Kind = NoticeKind.Left, Room = room.Name, Text = reason });
                break;
        }
    }

    /// <summary>Owners can act on all others, moderators on plain members.</summary>
    private static void CheckOver(Room room, ChatCaller caller, string user)
    {
        CheckModerator(room, caller);
        if (user == caller.User)
        {
            throw Refusal.BadRequest("'user' is yourself.");
        }

        if (RoomPermissions.RoleOf(room, caller) != RoomRole.Owner && room.Rules.Current.RoleOf(user) != RoomRole.Member)
        {
            throw Refusal.CannotModerate(user);
        }
    }

    private RoomEditor EditorOf(Room room, ChatCaller caller) => new(room.Name, caller.Author, room.Feed.Position, AnnounceAsync);

    /// <summary>When this ends, the change is in effect on this node, and those who are in the room here have been told.</summary>
    private async Task AnnounceAsync(PolicyChange change) =>
        await watch.RefreshAsync(await changes.AddAsync(change), CancellationToken.None);
}
