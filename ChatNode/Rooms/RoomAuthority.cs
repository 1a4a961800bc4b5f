using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Moderation;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>What owners and moderators do in their room. It holds on this node at once, on the others within a second.</summary>
internal sealed class RoomAuthority(
    RoomRulesStore rules, SanctionStore sanctions, PolicyLog changes, ModerationWatch watch, RoomMembers members, MembershipEvents membership, RoomLog log,
    RoomWriter writer, UserNotices notices)
{
    /// <summary>Among how many of the newest events it is looked for whether a change was told.</summary>
    private const int NewestLooked = 50;

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
    public async Task ChangeAsync(Room room, ChatCaller caller, RoomChangeRequest request)
    {
        var before = (await rules.ReadSettingsAsync(room.Name)).Settings;
        var after = before with
        {
            Topic = request.Topic ?? before.Topic,
            Description = request.Description ?? before.Description,
            ReadOnly = request.ReadOnly ?? before.ReadOnly,
            SlowModeSeconds = request.SlowModeSeconds ?? before.SlowModeSeconds,
            Archived = request.Archived ?? before.Archived,
            Private = request.Private ?? before.Private,
        };
        var isEmpty = request == new RoomChangeRequest { Room = request.Room };
        if (after == before && (isEmpty || await IsToldAsync(room, told => told.Settings is not null, told => told.Settings == after)))
        {
            return;
        }

        await rules.WriteAsync(room.Name, before, after);
        await AnnounceAsync(room);
        var isTopic = after == before ? request.Topic is not null : after.Topic != before.Topic;
        await AppendAsync(
            room, caller, new RoomEvent { Kind = EventKind.Settings, Settings = room.Rules.Current.Settings, Text = isTopic ? after.Topic : null });
    }

    /// <summary>Gives a member a role, and tells the room.</summary>
    public async Task SetRoleAsync(Room room, ChatCaller caller, string user, string role)
    {
        var name = await MemberAsync(room, user);
        var roles = await rules.RolesAsync(room.Name);
        if (roles.GetValueOrDefault(user, RoomRole.Member) == role
            && await IsToldAsync(room, told => told.Kind == EventKind.Role && told.Member?.User == user, told => told.Role == role))
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
        if (await members.NameAsync(room.Name, user) is not { } name)
        {
            await PutOutAsync(room.Name, user, reason); // A node may have died after ending the membership; then this is the same call again.
            throw Refusal.NoMember(user);
        }

        await rules.SetRoleAsync(room.Name, user, RoomRole.Member);
        var (was, left) = await members.RemoveAsync(room.Name, user);
        await PutOutAsync(room.Name, user, reason);
        if (was)
        {
            await membership.LeftAsync(room.Name, new EventAuthor(user, name), left, room.Feed.Position);
            await notices.SendAsync(user, new Notice { Kind = NoticeKind.Left, Room = room.Name, Text = reason });
        }
    }

    private async Task PutOutAsync(string room, string user, string reason) =>
        await watch.RefreshAsync(await changes.AddAsync(new PolicyChange(PolicyChange.MemberRemoved, room, user, reason)), CancellationToken.None);

    /// <summary>Owners may act on all others, moderators on plain members.</summary>
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

    private async Task<string> MemberAsync(Room room, string user) => await members.NameAsync(room.Name, user) ?? throw Refusal.NoMember(user);

    /// <summary>
    /// Whether the room knows how it is by now. Not so when a node died between writing and telling: then whoever asked repeats the call, which finds
    /// nothing more to change.
    /// </summary>
    private async Task<bool> IsToldAsync(Room room, Func<RoomEvent, bool> isAbout, Func<RoomEvent, bool> isSame)
    {
        var newest = (await log.ReadNewestAsync(room.Name, null, NewestLooked)).Events.Select(stored => stored.Decode());
        return newest.LastOrDefault(isAbout) is { } told && isSame(told);
    }

    /// <summary>It holds here when this ends, and those who are here have been told.</summary>
    private async Task AnnounceAsync(Room room) =>
        await watch.RefreshAsync(await changes.AddAsync(PolicyChange.OfRoom(room.Name)), CancellationToken.None);

    private Task<AppendResult> AppendAsync(Room room, ChatCaller caller, RoomEvent happened) =>
        writer.AppendAsync(room, caller, happened, id: null);
}
