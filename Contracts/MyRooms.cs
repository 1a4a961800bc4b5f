using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>MyRooms</c>.</summary>
[DataContract]
public sealed record MyRoomsRequest
{
    /// <summary>Only this room; null = all rooms.</summary>
    [DataMember(Name = "room")]
    public string? Room { get; init; }
}

/// <summary>Result of <c>MyRooms</c>.</summary>
[DataContract]
public sealed record MyRoomsResult
{
    /// <summary>The rooms that the user is a member of, most recently active first, at most 1,000.</summary>
    [DataMember(Name = "rooms")]
    public IReadOnlyList<MyRoom> Rooms { get; init; } = [];
}

/// <summary>A room that the user is a member of, with the user's read position, which is the same on all devices.</summary>
[DataContract]
public sealed record MyRoom
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>One of <see cref="RoomKind"/>.</summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = RoomKind.Room;

    /// <summary>
    /// The name to show instead of the room name: in direct rooms the other members' names, otherwise <see cref="RoomSettings.Title"/>;
    /// null if none was set.
    /// </summary>
    [DataMember(Name = "title")]
    public string? Title { get; init; }

    /// <summary>Direct rooms: the other members; otherwise null.</summary>
    [DataMember(Name = "members")]
    public IReadOnlyList<RoomUser>? Members { get; init; }

    /// <summary>The room's topic; null if none was set.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>True if only members and invited users can join; otherwise null.</summary>
    [DataMember(Name = "private")]
    public bool? Private { get; init; }

    /// <summary>True if the room is archived, so that nobody can write; otherwise null.</summary>
    [DataMember(Name = "archived")]
    public bool? Archived { get; init; }

    /// <summary><see cref="RoomRole.Owner"/> or <see cref="RoomRole.Moderator"/>; null for a plain member.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>The log's epoch.</summary>
    [DataMember(Name = "epoch")]
    public string Epoch { get; init; } = "";

    /// <summary>The seq of the newest event; 0 in an empty room.</summary>
    [DataMember(Name = "head")]
    public long Head { get; init; }

    /// <summary>The last seq that the user has read, on any device.</summary>
    [DataMember(Name = "read")]
    public long Read { get; init; }

    /// <summary>The number of other users' messages after <see cref="Read"/>, counted up to <see cref="MaxCounted"/>.</summary>
    [DataMember(Name = "unread")]
    public int Unread { get; init; }

    /// <summary>
    /// How many of them mention the user, by <c>@</c> and the user's name or by <c>@all</c>. The case of A to Z is ignored.
    /// </summary>
    [DataMember(Name = "mentions")]
    public int Mentions { get; init; }

    /// <summary>When the newest event was accepted, in Unix milliseconds; null in an empty room.</summary>
    [DataMember(Name = "lastAt")]
    public long? LastAt { get; init; }

    /// <summary>The highest count of <see cref="Unread"/>: a page shows "100" or more the same way.</summary>
    public const int MaxCounted = 100;
}

/// <summary>Argument of <c>MarkRead</c>.</summary>
[DataContract]
public sealed record MarkReadRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The last seq that has been read.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>Direct rooms: true = show the others that it was read. False unless the user opts in.</summary>
    [DataMember(Name = "receipt")]
    public bool Receipt { get; init; }
}
