using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>CreateRoom</c>. The caller becomes the owner.</summary>
[DataContract]
public sealed record NewRoomRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>What it is about at the moment, one line of at most 250 characters.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>What it is for; at most 1,000 characters.</summary>
    [DataMember(Name = "description")]
    public string? Description { get; init; }

    /// <summary>Only members and whoever is invited come in, and the directory does not list it.</summary>
    [DataMember(Name = "private")]
    public bool Private { get; init; }

    /// <summary><see cref="RoomKind.Room"/> or <see cref="RoomKind.Questions"/>; null: a room.</summary>
    [DataMember(Name = "kind")]
    public string? Kind { get; init; }
}
