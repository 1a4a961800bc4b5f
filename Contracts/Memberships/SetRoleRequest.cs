using System.Runtime.Serialization;

namespace AspireChat.Contracts;

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

    /// <summary><c>owner</c>, <c>moderator</c> or <c>member</c>.</summary>
    [DataMember(Name = "role")]
    public string Role { get; init; } = "";
}
