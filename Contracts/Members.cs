using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Members</c>.</summary>
[DataContract]
public sealed record MembersRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>Part of the id or the name, ignoring case; null = all.</summary>
    [DataMember(Name = "query")]
    public string? Query { get; init; }

    /// <summary><c>next</c> of the previous page; null = the first page.</summary>
    [DataMember(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>Maximum number of results, 1 to 100; null = 50.</summary>
    [DataMember(Name = "limit")]
    public int? Limit { get; init; }
}

/// <summary>Result of <c>Members</c>.</summary>
[DataContract]
public sealed record MembersResult
{
    /// <summary>The page's members, ordered by id.</summary>
    [DataMember(Name = "members")]
    public IReadOnlyList<MemberInfo> Members { get; init; } = [];

    /// <summary>The number of members in the room, on all pages.</summary>
    [DataMember(Name = "count")]
    public int Count { get; init; }

    /// <summary>Pass it as <c>cursor</c> to get the next page; null on the last page.</summary>
    [DataMember(Name = "next")]
    public string? Next { get; init; }
}

/// <summary>A member of a room.</summary>
[DataContract]
public sealed record MemberInfo
{
    /// <summary>The user's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The user's name.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary><see cref="RoomRole.Owner"/> or <see cref="RoomRole.Moderator"/>; null for a plain member.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>The member's state in this room: one of <see cref="UserState"/>.</summary>
    [DataMember(Name = "state")]
    public string State { get; init; } = UserState.Offline;

    /// <summary>
    /// When the member's mute in this room ends, in Unix milliseconds; 0 = not until it is lifted; null = not muted.
    /// Only owners and moderators get this value; for others it is null.
    /// </summary>
    [DataMember(Name = "mutedUntil")]
    public long? MutedUntil { get; init; }
}

/// <summary>Argument of <c>SetRole</c>, for owners.</summary>
[DataContract]
public sealed record SetRoleRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The member's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The new role, one of <see cref="RoomRole"/>.</summary>
    [DataMember(Name = "role")]
    public string Role { get; init; } = "";
}

/// <summary>Argument of <c>Mute</c>, for owners and moderators: the member can read but not write in this room.</summary>
[DataContract]
public sealed record MuteRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The member's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>How long the mute lasts, in minutes, 1 to 525,600; null = until it is lifted.</summary>
    [DataMember(Name = "minutes")]
    public int? Minutes { get; init; }

    /// <summary>The reason shown to the member, at most 500 UTF-16 code units; null = none.</summary>
    [DataMember(Name = "reason")]
    public string? Reason { get; init; }

    /// <summary>True = lift the mute.</summary>
    [DataMember(Name = "remove")]
    public bool Remove { get; init; }
}

/// <summary>
/// Argument of <c>RemoveMember</c>, for owners and moderators. It is not a ban: the user can join again, unless the room is private.
/// </summary>
[DataContract]
public sealed record RemoveMemberRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The member's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The reason shown to the member, at most 500 UTF-16 code units; null = none.</summary>
    [DataMember(Name = "reason")]
    public string? Reason { get; init; }
}

/// <summary>The roles of a room's members.</summary>
public static class RoomRole
{
    /// <summary>Can do everything in the room. The creator of a room is its owner; an owner can make others owners.</summary>
    public const string Owner = "owner";

    /// <summary>
    /// Can also mute and remove members, delete others' messages, write in a read-only room, and is not slowed down by slow mode.
    /// </summary>
    public const string Moderator = "moderator";

    /// <summary>Can read and write.</summary>
    public const string Member = "member";

    /// <summary>The rule as a text to show.</summary>
    public const string Rule = $"'role' is {Owner}, {Moderator} or {Member}.";

    /// <summary>Returns true if <paramref name="role"/> is a role; false for null.</summary>
    public static bool IsValid(string? role) => role is Owner or Moderator or Member;
}
