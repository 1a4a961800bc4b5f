using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Invite</c>: makes a user a member, and tells them.</summary>
[DataContract]
public sealed record InviteRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>Who is invited: the id of a user who was here before.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";
}
