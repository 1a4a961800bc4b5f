using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Engine.ChatModule;
using AspireChat.Engine.Moderation;
using AspireChat.Engine.Redis;
using AspireChat.Engine.Rooms;

namespace AspireChat.Engine.Memberships;

/// <summary>What owners and moderators do in their room. It holds on this node at once, on the others within a second.</summary>
internal sealed class RoomAuthority(
    RoomRulesStore rules, SanctionStore sanctions, PolicyLog changes, ModerationWatch watch, RoomMembers members, RoomEntrance entrance, RoomLog log,
    RoomWriter writer, UserNotices notices)
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
    public async Task ChangeAsync(Room room, ChatCaller caller, Func<RoomSettings, RoomSettings> change)
    {
        var before = (await rules.ReadSettingsAsync(room.Name)).Settings;
        var after = change(before);
        if (after == before)
        {
            return;
        }

        await rules.WriteAsync(room.Name, before, after);
        await AnnounceAsync(room);
        var settings = room.Policy.Rules.Settings;
        await AppendAsync(
            room, caller, new RoomEvent { Kind = EventKind.Settings, Settings = settings, Text = after.Topic == before.Topic ? null : after.Topic });
    }

    /// <summary>Gives a member a role, and tells the room.</summary>
    public async Task SetRoleAsync(Room room, ChatCaller caller, string user, string role)
    {
        var name = await MemberAsync(room, user);
        var roles = await rules.RolesAsync(room.Name);
        if (roles.GetValueOrDefault(user, RoomRole.Member) == role)
        {
            return;
        }

        var owners = roles.Where(entry => entry.Value == RoomRole.Owner).Select(entry => entry.Key).ToList();
        if (role != RoomRole.Owner && owners is [var only] && only == user)
        {
            throw Refusal.BadRequest("the room would have no owner; name another one first.");
        }

        await rules.SetRoleAsync(room.Name, user, role);
        await AnnounceAsync(room);
        await AppendAsync(
            room, caller, new RoomEvent { Kind = EventKind.Role, Member = new RoomUser { User = user, Name = name }, Role = role });
    }

    /// <summary>Takes a member's right to write, or gives it back.</summary>
    public async Task MuteAsync(Room room, ChatCaller caller, string user, Sanction? mute)
    {
        CheckOver(room, caller, user);
        await MemberAsync(room, user);
        await (mute is null ? sanctions.RemoveAsync(RedisKeys.Mutes(room.Name), user) : sanctions.WriteAsync(RedisKeys.Mutes(room.Name), user, mute));
        await AnnounceAsync(room);
    }

    /// <summary>Takes a member out of the room.</summary>
    public async Task RemoveAsync(Room room, ChatCaller caller, string user, string reason)
    {
        CheckOver(room, caller, user);
        var name = await MemberAsync(room, user);
        await rules.SetRoleAsync(room.Name, user, RoomRole.Member);
        var (was, left) = await members.RemoveAsync(room.Name, user);
        var version = await changes.AddAsync(new PolicyChange(PolicyChange.MemberRemoved, room.Name, user, reason));
        await watch.LookAsync(version, CancellationToken.None);
        if (was)
        {
            await entrance.FarewellAsync(room.Name, user, name, left, room.Feed.Position);
            await notices.TellAsync(user, new Notice { Kind = NoticeKind.Left, Room = room.Name, Text = reason });
        }
    }

    /// <summary>Owners may act on all others, moderators on plain members.</summary>
    private static void CheckOver(Room room, ChatCaller caller, string user)
    {
        CheckModerator(room, caller);
        if (user == caller.User)
        {
            throw Refusal.BadRequest("'user' is yourself.");
        }

        if (RoomPermissions.RoleOf(room, caller) != RoomRole.Owner && room.Policy.Rules.RoleOf(user) != RoomRole.Member)
        {
            throw Refusal.NotOver(user);
        }
    }

    private async Task<string> MemberAsync(Room room, string user) => await members.NameAsync(room.Name, user) ?? throw Refusal.NoMember(user);

    /// <summary>It holds here when this ends, and those who are here have been told.</summary>
    private async Task AnnounceAsync(Room room) =>
        await watch.LookAsync(await changes.AddAsync(PolicyChange.OfRoom(room.Name)), CancellationToken.None);

    private Task<AppendResult> AppendAsync(Room room, ChatCaller caller, RoomEvent happened) =>
        log.AppendAsync(room.Name, writer.Sign(caller, happened), id: null, room.Feed.Position);
}
