using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>A room's members, and what its owners and moderators do there.</summary>
internal sealed class Members(RoomMembers members, RoomAuthority authority, RoomPermissions permissions, TimeProvider time)
{
    private const int MaxQuery = 100;
    private const int MaxMuteMinutes = 525_600;

    /// <summary>Returns a page of members, ordered by id.</summary>
    public async Task<MembersResult> ListAsync(ClientConnection client, MembersRequest request)
    {
        var room = client.Joined(request.Room);
        CallChecks.CheckLength(request.Query, "query", MaxQuery);
        client.Charge();
        var limit = CallChecks.PageSize(request.Limit);
        var all = await members.AllAsync(room.Name);
        var view = await room.Presence.ViewAsync();
        var rules = room.Rules.Current;
        var isModerator = RoomPermissions.IsModerator(room, client.Caller);
        var found = all.Where(member => string.CompareOrdinal(member.User, request.Cursor) > 0 && Matches(member, request.Query))
            .Take(limit + 1).ToList();
        return new MembersResult
        {
            Count = all.Count,
            Next = found.Count > limit ? found[limit - 1].User : null,
            Members =
            [
                .. found.Take(limit).Select(member => new MemberInfo
                {
                    User = member.User,
                    Name = member.Name,
                    Role = rules.RoleOf(member.User) is var role && role == RoomRole.Member ? null : role,
                    State = view.StateOf(member.User),
                    MutedUntil = isModerator && rules.Mutes.GetValueOrDefault(member.User).InForce(time) is { } mute
                        ? mute.Until ?? 0
                        : null,
                }),
            ],
        };
    }

    /// <summary>
    /// Changes a room's settings. Moderators change title, topic, description, slow mode and read-only; owners change all.
    /// </summary>
    public Task ChangeRoomAsync(ClientConnection client, RoomChangeRequest request)
    {
        var room = client.Joined(request.Room);
        RoomAuthority.CheckModerator(room, client.Caller);
        if (request.Archived is not null || request.Private is not null)
        {
            RoomAuthority.CheckOwner(room, client.Caller);
            CallChecks.CheckNotDirect(room);
        }

        if (request.Title is not null)
        {
            CallChecks.CheckNotDirect(room);
        }

        if ((request.Title ?? request.Topic ?? request.Description) is not null)
        {
            // Everybody in the room sees them: a way to write.
            permissions.CheckNotMuted(room, client.Caller);
        }

        CallChecks.CheckTexts(request.Title, request.Topic, request.Description);
        if (request.SlowModeSeconds is < 0 or > RoomSettings.MaxSlowModeSeconds)
        {
            throw Refusal.BadRequest($"'slowModeSeconds' is 0 to {RoomSettings.MaxSlowModeSeconds}.");
        }

        client.Charge();
        return authority.ChangeAsync(room, client.Caller, request);
    }

    /// <summary>Gives a member a role. For owners.</summary>
    public Task SetRoleAsync(ClientConnection client, SetRoleRequest request)
    {
        var room = client.Joined(request.Room);
        RoomAuthority.CheckOwner(room, client.Caller);
        CallChecks.CheckNotDirect(room);
        if (!RoomRole.IsValid(request.Role))
        {
            throw Refusal.BadRequest(RoomRole.Rule);
        }

        client.Charge();
        return authority.SetRoleAsync(room, client.Caller, request.User ?? "", request.Role);
    }

    /// <summary>Mutes a member in the room, or lifts the mute.</summary>
    public Task MuteAsync(ClientConnection client, MuteRequest request)
    {
        var room = client.Joined(request.Room);
        CallChecks.CheckReason(request.Reason);
        if (request.Minutes is < 1 or > MaxMuteMinutes)
        {
            throw Refusal.BadRequest($"'minutes' is 1 to {MaxMuteMinutes}.");
        }

        client.Charge();
        var now = time.GetUtcNow();
        var mute = request.Remove
            ? null
            : new Sanction
            {
                Reason = request.Reason ?? "",
                By = client.Caller.User,
                At = now.ToUnixTimeMilliseconds(),
                Until = request.Minutes is { } minutes ? now.AddMinutes(minutes).ToUnixTimeMilliseconds() : null,
            };
        return authority.MuteAsync(room, client.Caller, request.User ?? "", mute);
    }

    /// <summary>Removes a member from the room.</summary>
    public Task RemoveAsync(ClientConnection client, RemoveMemberRequest request)
    {
        var room = client.Joined(request.Room);
        CallChecks.CheckReason(request.Reason);
        CallChecks.CheckNotDirect(room);
        client.Charge();
        return authority.RemoveAsync(room, client.Caller, request.User ?? "", request.Reason ?? "");
    }

    private static bool Matches(RoomUser member, string? query) => string.IsNullOrEmpty(query)
        || member.User.Contains(query, StringComparison.OrdinalIgnoreCase)
        || member.Name.Contains(query, StringComparison.OrdinalIgnoreCase);
}
