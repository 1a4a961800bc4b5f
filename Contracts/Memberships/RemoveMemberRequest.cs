using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>RemoveMember</c>, for owners and moderators. No ban: into a room that is not private the user may come again.</summary>
[DataContract]
public sealed record RemoveMemberRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The member's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>Why, as the member is told; at most 500 characters.</summary>
    [DataMember(Name = "reason")]
    public string? Reason { get; init; }
}
