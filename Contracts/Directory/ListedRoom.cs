using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>A room that everybody may join.</summary>
[DataContract]
public sealed record ListedRoom
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>One of <see cref="RoomKind"/>.</summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = RoomKind.Room;

    /// <summary>What it is about at the moment; null where nobody has said.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>What it is for; null where nobody has said.</summary>
    [DataMember(Name = "description")]
    public string? Description { get; init; }

    /// <summary>How many members it has.</summary>
    [DataMember(Name = "members")]
    public int Members { get; init; }

    /// <summary>How many of them are in it at the moment.</summary>
    [DataMember(Name = "online")]
    public int Online { get; init; }

    /// <summary>True: the caller is a member.</summary>
    [DataMember(Name = "joined")]
    public bool? Joined { get; init; }
}
