using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>
/// Argument of <c>JoinRoom</c>. With <see cref="Epoch"/> and <see cref="After"/> the client resumes; without them it gets the latest page.
/// </summary>
[DataContract]
public sealed record JoinRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The epoch that <see cref="After"/> belongs to; null on a first join.</summary>
    [DataMember(Name = "epoch")]
    public string? Epoch { get; init; }

    /// <summary>The last seq that the client has; null on a first join.</summary>
    [DataMember(Name = "after")]
    public long? After { get; init; }

    /// <summary>
    /// Maximum number of events in the latest page, 1 to <see cref="ChatLimits.MaxPageSize"/>; null = <see cref="DefaultLimit"/>.
    /// </summary>
    [DataMember(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>The size of the latest page if <see cref="Limit"/> is null.</summary>
    public const int DefaultLimit = 50;
}

/// <summary>Result of <c>JoinRoom</c>. Batches of the room can arrive before this result; apply them after it.</summary>
[DataContract]
public sealed record JoinResult
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The log's epoch. If it differs from the client's, the log was lost: drop what you have.</summary>
    [DataMember(Name = "epoch")]
    public string Epoch { get; init; } = "";

    /// <summary>The seq of the newest event; 0 in an empty room.</summary>
    [DataMember(Name = "head")]
    public long Head { get; init; }

    /// <summary>The events after <see cref="JoinRequest.After"/>, or the latest page, in seq order. If they end before <see cref="Head"/>,
    /// the rest
    /// follows through <c>Receive</c>.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];

    /// <summary>True if events between <see cref="JoinRequest.After"/> and the first of <see cref="Events"/> are missing: the log was
    /// trimmed, more than
    /// <see cref="ChatLimits.MaxResume"/> events were missed, or the epoch changed. Drop what you have and show <see cref="Events"/>
    /// instead.</summary>
    [DataMember(Name = "truncated")]
    public bool Truncated { get; init; }

    /// <summary>Users who are online in the room, at most 100.</summary>
    [DataMember(Name = "online")]
    public IReadOnlyList<RoomUser> Online { get; init; } = [];

    /// <summary>The number of users who are online in the room.</summary>
    [DataMember(Name = "onlineCount")]
    public int OnlineCount { get; init; }

    /// <summary>The name to show instead of the room name; null if none was set.</summary>
    [DataMember(Name = "title")]
    public string? Title { get; init; }

    /// <summary>The room's topic; null if none was set.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>The room's description; null if none was set.</summary>
    [DataMember(Name = "description")]
    public string? Description { get; init; }

    /// <summary>The user's role, <see cref="RoomRole.Owner"/> or <see cref="RoomRole.Moderator"/>; null for a plain member.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>When the user's mute here or everywhere ends, in Unix milliseconds; 0 = not until it is lifted; null = not muted.</summary>
    [DataMember(Name = "mutedUntil")]
    public long? MutedUntil { get; init; }

    /// <summary>Why the user is muted; null if not muted or no reason was given.</summary>
    [DataMember(Name = "muteReason")]
    public string? MuteReason { get; init; }

    /// <summary>True if only owners and moderators can write; otherwise null.</summary>
    [DataMember(Name = "readOnly")]
    public bool? ReadOnly { get; init; }

    /// <summary>True if the room is archived, so that nobody can write; otherwise null.</summary>
    [DataMember(Name = "archived")]
    public bool? Archived { get; init; }

    /// <summary>Slow mode: seconds that a member waits between two messages; null = off.</summary>
    [DataMember(Name = "slowModeSeconds")]
    public int? SlowModeSeconds { get; init; }

    /// <summary>One of <see cref="RoomKind"/>; null = <see cref="RoomKind.Room"/>.</summary>
    [DataMember(Name = "kind")]
    public string? Kind { get; init; }

    /// <summary>True if only members and invited users can join; otherwise null.</summary>
    [DataMember(Name = "private")]
    public bool? Private { get; init; }

    /// <summary>The last seq that the user has read, on any device.</summary>
    [DataMember(Name = "read")]
    public long Read { get; init; }
}

/// <summary>Argument of <c>JoinRooms</c>.</summary>
[DataContract]
public sealed record JoinRoomsRequest
{
    /// <summary>Maximum number of rooms in one call.</summary>
    public const int MaxRooms = 100;

    /// <summary>The rooms to join or to resume in, each once; 1 to <see cref="MaxRooms"/>.</summary>
    [DataMember(Name = "rooms")]
    public IReadOnlyList<JoinRequest> Rooms { get; init; } = [];
}

/// <summary>Result of <c>JoinRooms</c>.</summary>
[DataContract]
public sealed record JoinRoomsResult
{
    /// <summary>One entry for each room of the call, in the same order.</summary>
    [DataMember(Name = "rooms")]
    public IReadOnlyList<RoomJoinResult> Rooms { get; init; } = [];
}

/// <summary>What <c>JoinRoom</c> would have returned for one room of <c>JoinRooms</c>: a result or a refusal.</summary>
[DataContract]
public sealed record RoomJoinResult
{
    /// <summary>The room's name as it was sent.</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>
    /// The result; null if the room was not joined. It has at most <see cref="ChatLimits.MaxResume"/> events divided by the number of rooms
    /// in the call, but at least one. The rest follows through <c>Receive</c>.
    /// </summary>
    [DataMember(Name = "result")]
    public JoinResult? Result { get; init; }

    /// <summary>Why the room was not joined, as <c>code: explanation</c> with one of <see cref="ChatErrors"/>; null if it was.</summary>
    [DataMember(Name = "error")]
    public string? Error { get; init; }
}

/// <summary>Argument of <c>LeaveRoom</c>.</summary>
[DataContract]
public sealed record LeaveRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>True = only this connection leaves the room; the user stays a member.</summary>
    [DataMember(Name = "stay")]
    public bool Stay { get; init; }
}
