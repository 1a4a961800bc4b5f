using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>A room that the user is a member of, as it is for this user on every device.</summary>
[DataContract]
public sealed record MyRoom
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>One of <see cref="RoomKind"/>.</summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = RoomKind.Room;

    /// <summary>What to show instead of the name: in a direct room the other members' names; null elsewhere.</summary>
    [DataMember(Name = "title")]
    public string? Title { get; init; }

    /// <summary>In a direct room: the other members; null elsewhere.</summary>
    [DataMember(Name = "members")]
    public IReadOnlyList<RoomUser>? Members { get; init; }

    /// <summary>What the room is about at the moment; null where nobody has said.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>True: only members and whoever is invited come in.</summary>
    [DataMember(Name = "private")]
    public bool? Private { get; init; }

    /// <summary>True: nobody writes here any more.</summary>
    [DataMember(Name = "archived")]
    public bool? Archived { get; init; }

    /// <summary><c>owner</c> or <c>moderator</c>; null: a member.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>The log's epoch.</summary>
    [DataMember(Name = "epoch")]
    public string Epoch { get; init; } = "";

    /// <summary>The seq of the newest event, 0 in an empty room.</summary>
    [DataMember(Name = "head")]
    public long Head { get; init; }

    /// <summary>Up to which seq the user has read, on whichever device.</summary>
    [DataMember(Name = "read")]
    public long Read { get; init; }

    /// <summary>Others' messages after <see cref="Read"/>; counted up to <see cref="MostCounted"/>.</summary>
    [DataMember(Name = "unread")]
    public int Unread { get; init; }

    /// <summary>Those of them that mention the user: <c>@</c> and the user's name, or <c>@all</c>; capital and small letters a to z alike.</summary>
    [DataMember(Name = "mentions")]
    public int Mentions { get; init; }

    /// <summary>When the newest event was accepted: milliseconds since 1970-01-01T00:00:00Z; null in an empty room.</summary>
    [DataMember(Name = "lastAt")]
    public long? LastAt { get; init; }

    /// <summary>Where counting ends: a greater number would mean no more to a person.</summary>
    public const int MostCounted = 100;
}
