using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Mute</c>, for owners and moderators: the member may read but not write in this room.</summary>
[DataContract]
public sealed record MuteRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The member's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>For how long, 1 to 525,600; null: until it is lifted.</summary>
    [DataMember(Name = "minutes")]
    public int? Minutes { get; init; }

    /// <summary>Why, as the member is told; at most 500 characters.</summary>
    [DataMember(Name = "reason")]
    public string? Reason { get; init; }

    /// <summary>Lift the mute.</summary>
    [DataMember(Name = "remove")]
    public bool Remove { get; init; }
}
