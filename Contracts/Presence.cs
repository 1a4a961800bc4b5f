using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>WhoIsOnline</c>.</summary>
[DataContract]
public sealed record OnlineRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}

/// <summary>Result of <c>WhoIsOnline</c>.</summary>
[DataContract]
public sealed record OnlineResult
{
    /// <summary>Users who are online in the room, at most 100.</summary>
    [DataMember(Name = "online")]
    public IReadOnlyList<RoomUser> Online { get; init; } = [];

    /// <summary>The number of users who are online in the room.</summary>
    [DataMember(Name = "onlineCount")]
    public int OnlineCount { get; init; }
}

/// <summary>Argument of <c>Presence</c>.</summary>
[DataContract]
public sealed record PresenceRequest
{
    /// <summary>The ids of 1 to 100 users.</summary>
    [DataMember(Name = "users")]
    public IReadOnlyList<string> Users { get; init; } = [];
}

/// <summary>Result of <c>Presence</c>.</summary>
[DataContract]
public sealed record PresenceResult
{
    /// <summary>The users, in the order of the request.</summary>
    [DataMember(Name = "users")]
    public IReadOnlyList<UserPresence> Users { get; init; } = [];
}

/// <summary>Whether a user is online.</summary>
[DataContract]
public sealed record UserPresence
{
    /// <summary>The user's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>One of <see cref="UserState"/>.</summary>
    [DataMember(Name = "state")]
    public string State { get; init; } = UserState.Offline;
}

/// <summary>The states of a user.</summary>
public static class UserState
{
    /// <summary>Connected, and not away on at least one device.</summary>
    public const string Online = "online";

    /// <summary>Connected, but away on every device.</summary>
    public const string Away = "away";

    /// <summary>Not connected.</summary>
    public const string Offline = "offline";
}

/// <summary>Argument of <c>SetAway</c>, for this connection. A user is away if all of the user's connections are.</summary>
[DataContract]
public sealed record SetAwayRequest
{
    /// <summary>True = the user is away from this device; false = the user is back.</summary>
    [DataMember(Name = "away")]
    public bool Away { get; init; }
}
