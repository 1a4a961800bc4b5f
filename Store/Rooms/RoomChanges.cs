using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Moderation;

namespace AspireChat.Store.Rooms;

/// <summary>The outcome of a change in a room.</summary>
public enum RoomChangeOutcome
{
    /// <summary>Changed, and announced to the nodes.</summary>
    Done,

    /// <summary>It was so already, and the room's members have been told.</summary>
    Unchanged,

    /// <summary>The user is not a member.</summary>
    NotMember,

    /// <summary>The room would have no owner.</summary>
    LastOwner,
}

/// <summary>Who changes a room, and how its nodes are told.</summary>
/// <param name="Room">The room.</param>
/// <param name="Author">The author of the events in its log.</param>
/// <param name="Known">Up to where this process knows the log.</param>
/// <param name="AnnounceAsync">Announces to the nodes what has been written. The log says so only afterwards.</param>
public sealed record RoomEditor(string Room, EventAuthor Author, LogPosition Known, Func<PolicyChange, Task> AnnounceAsync);

/// <summary>
/// Changes to a room's settings and members, the same for its owners and for operators: write, announce, append to the log. Whether the
/// caller is allowed to do so is the caller's to check.
/// </summary>
public sealed class RoomChanges(
    RoomRulesStore rules, RoomMembers members, RemovedMembers removed, InvitationStore invitations, RoomWriter writer,
    MembershipEvents membership)
{
    /// <summary>Changes the settings.</summary>
    public async Task<RoomChangeOutcome> ChangeSettingsAsync(RoomEditor editor, RoomChangeRequest request)
    {
        var before = (await rules.ReadSettingsAsync(editor.Room)).Settings;
        var after = Apply(request, before);
        var isEmpty = request == new RoomChangeRequest { Room = request.Room };
        var untold = after == before && !isEmpty ? await rules.FindUntoldAsync(editor.Room, RoomRulesStore.UntoldSettings) : null;
        if (after == before && untold is null)
        {
            return RoomChangeOutcome.Unchanged;
        }

        var change = untold ?? await rules.WriteAsync(editor.Room, before, after);
        await editor.AnnounceAsync(PolicyChange.OfRoom(editor.Room));

        // Somebody else may have changed another setting meanwhile.
        var written = (await rules.ReadSettingsAsync(editor.Room)).Settings;
        var isTopic = after == before ? request.Topic is not null : after.Topic != before.Topic;
        var told = new RoomEvent { Kind = EventKind.Settings, Settings = written, Text = isTopic ? after.Topic : null };
        await AppendAsync(editor, told, change);
        await rules.ToldAsync(editor.Room, change);
        return RoomChangeOutcome.Done;
    }

    /// <summary>Returns <paramref name="settings"/> with the properties of <paramref name="request"/> that are not null.</summary>
    public static RoomSettings Apply(RoomChangeRequest request, RoomSettings settings) => settings with
    {
        Title = request.Title ?? settings.Title,
        Topic = request.Topic ?? settings.Topic,
        Description = request.Description ?? settings.Description,
        ReadOnly = request.ReadOnly ?? settings.ReadOnly,
        SlowModeSeconds = request.SlowModeSeconds ?? settings.SlowModeSeconds,
        Archived = request.Archived ?? settings.Archived,
        Private = request.Private ?? settings.Private,
    };

    /// <summary>Gives a member a role.</summary>
    /// <param name="editor">Who changes it.</param>
    /// <param name="user">The member.</param>
    /// <param name="role">One of <see cref="RoomRole"/>.</param>
    /// <param name="keepOwner">Whether the room's only owner stays its owner.</param>
    public async Task<RoomChangeOutcome> SetRoleAsync(RoomEditor editor, string user, string role, bool keepOwner)
    {
        if (await members.NameAsync(editor.Room, user) is not { } name)
        {
            return RoomChangeOutcome.NotMember;
        }

        var roles = await rules.RolesAsync(editor.Room);
        var isSame = roles.GetValueOrDefault(user, RoomRole.Member) == role;
        var untold = isSame ? await rules.FindUntoldAsync(editor.Room, RoomRulesStore.UntoldRole(user)) : null;
        if (isSame && untold is null)
        {
            return RoomChangeOutcome.Unchanged;
        }

        var owners = roles.Where(entry => entry.Value == RoomRole.Owner).Select(entry => entry.Key).ToList();
        if (keepOwner && role != RoomRole.Owner && owners is [var only] && only == user)
        {
            return RoomChangeOutcome.LastOwner;
        }

        var change = untold ?? await rules.SetRoleAsync(editor.Room, user, role);
        await editor.AnnounceAsync(PolicyChange.OfRoom(editor.Room));
        if (role == RoomRole.Member)
        {
            await invitations.RevokeAllOfAsync(editor.Room, user);
        }

        var told = new RoomEvent { Kind = EventKind.Role, Member = new RoomUser { User = user, Name = name }, Role = role };
        await AppendAsync(editor, told, change);
        await rules.ToldAsync(editor.Room, change);
        return RoomChangeOutcome.Done;
    }

    /// <summary>
    /// Removes a member, and revokes the invitations that they created. It is not a ban, but no invitation makes them a member again until
    /// somebody invites them by name.
    /// </summary>
    /// <param name="editor">Who removes them.</param>
    /// <param name="user">The member.</param>
    /// <param name="reason">The reason shown to the member.</param>
    public async Task<RoomChangeOutcome> RemoveMemberAsync(RoomEditor editor, string user, string reason)
    {
        var change = new PolicyChange(PolicyChange.MemberRemoved, editor.Room, user, reason);
        if (await members.NameAsync(editor.Room, user) is not { } name)
        {
            // An earlier call may have ended the membership, and its process died before it could announce it.
            if (await rules.FindUntoldAsync(editor.Room, RoomRulesStore.UntoldRemoval(user)) is { } earlier)
            {
                await editor.AnnounceAsync(change);
                await rules.ToldAsync(editor.Room, earlier);
            }

            return RoomChangeOutcome.NotMember;
        }

        var untold = await rules.MarkUntoldAsync(editor.Room, RoomRulesStore.UntoldRemoval(user));
        await removed.AddAsync(editor.Room, user);
        await rules.RemoveRoleAsync(editor.Room, user);
        await invitations.RevokeAllOfAsync(editor.Room, user);
        var (was, left) = await members.RemoveAsync(editor.Room, user);
        await editor.AnnounceAsync(change);
        await rules.ToldAsync(editor.Room, untold);
        if (!was)
        {
            return RoomChangeOutcome.Unchanged;
        }

        await membership.LeftAsync(editor.Room, new EventAuthor(user, name), left, editor.Known);
        return RoomChangeOutcome.Done;
    }

    /// <summary>
    /// The change's mark is the event's id: if the process dies between this and <see cref="RoomRulesStore.ToldAsync"/>, the same call,
    /// repeated, does not tell the room twice.
    /// </summary>
    private Task<AppendResult> AppendAsync(RoomEditor editor, RoomEvent roomEvent, UntoldChange change) =>
        writer.AppendAsync(editor.Room, editor.Author, roomEvent, change.Mark, editor.Known);
}
