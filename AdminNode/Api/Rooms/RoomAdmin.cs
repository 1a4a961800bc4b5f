using AspireChat.AdminNode.Commands;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;

namespace AspireChat.AdminNode.Api.Rooms;

/// <summary>What operators do to rooms.</summary>
internal sealed class RoomAdmin(
    RoomCatalog catalog, RoomRulesStore rules, RoomCreation creation, RoomChanges changes, PolicyAnnouncer announcer, TimeProvider time)
{
    /// <summary>Longer than a node takes to notice a change on its own.</summary>
    private static readonly TimeSpan NoticeTime = TimeSpan.FromSeconds(1.5);

    /// <summary>Creates a room. It has no owner.</summary>
    /// <exception cref="ApiException">There is a room of this name.</exception>
    public async Task CreateAsync(string room, RoomSettings settings, string by, CancellationToken cancellationToken)
    {
        if (!await creation.CreateAsync(room, settings, owner: "", []))
        {
            throw ApiException.Conflict($"There is a room '{room}', or it is being deleted.");
        }

        await announcer.AnnounceAsync(PolicyChange.OfRoom(room), by, cancellationToken);
    }

    /// <summary>Changes a room's settings.</summary>
    /// <exception cref="ApiException">There is no such room, or the settings are not valid.</exception>
    public async Task ChangeAsync(RoomChangeRequest request, string by, CancellationToken cancellationToken)
    {
        Check.Settings(RoomChanges.Apply(request, (await RequireAsync(request.Room)).Settings));
        await changes.ChangeSettingsAsync(
            EditorOf(request.Room, change => announcer.AnnounceAsync(change, by, cancellationToken)), request);
    }

    /// <summary>Deletes a room with its log.</summary>
    /// <exception cref="ApiException">There is no such room.</exception>
    public async Task<CommandOutcome> DeleteAsync(string room, string by, CancellationToken cancellationToken)
    {
        if (!await catalog.IsListedAsync(room))
        {
            throw ApiException.NotFound("room", room);
        }

        // First all members are evicted and nobody can join, then the data is deleted. A node that appended in between would start a log.
        await rules.MarkDeletedAsync(room);
        var outcome = await announcer.AnnounceAsync(new PolicyChange(PolicyChange.RoomDeleted, room), by, cancellationToken);
        if (!outcome.Complete)
        {
            await Task.Delay(NoticeTime, time, CancellationToken.None);
        }

        await rules.DeleteAsync(room);
        return outcome;
    }

    /// <summary>Gives a member a role.</summary>
    /// <exception cref="ApiException">There is no such room or member.</exception>
    public async Task<CommandOutcome> SetRoleAsync(string room, string user, string role, string by, CancellationToken cancellationToken)
    {
        await RequireAsync(room);
        CommandOutcome? announced = null;
        var editor = EditorOf(room, async change => announced = await announcer.AnnounceAsync(change, by, cancellationToken));
        return await changes.SetRoleAsync(editor, user, role, keepOwner: false) == RoomChangeOutcome.NotMember
            ? throw ApiException.NotFound("member", user)
            : announced ?? await announcer.AnnounceAsync(PolicyChange.OfRoom(room), by, cancellationToken);
    }

    /// <summary>Removes a member. It is not a ban: the user can join again, unless the room is private.</summary>
    /// <exception cref="ApiException">There is no such room or member.</exception>
    public async Task<CommandOutcome> RemoveMemberAsync(
        string room, string user, string reason, string by, CancellationToken cancellationToken)
    {
        await RequireAsync(room);
        CommandOutcome? announced = null;
        var editor = EditorOf(room, async change => announced = await announcer.AnnounceAsync(change, by, cancellationToken));
        return await changes.RemoveMemberAsync(editor, user, reason) == RoomChangeOutcome.NotMember
            ? throw ApiException.NotFound("member", user)
            : announced!;
    }

    /// <summary>Returns a room's settings.</summary>
    /// <exception cref="ApiException">There is no such room.</exception>
    public async Task<RoomRules> RequireAsync(string room) =>
        await catalog.FindRulesAsync(room) ?? throw ApiException.NotFound("room", room);

    private static RoomEditor EditorOf(string room, Func<PolicyChange, Task> announceAsync) =>
        new(room, RoomPosts.System, LogPosition.None, announceAsync);
}
