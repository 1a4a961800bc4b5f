using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>CreateRoom</c>, <c>OpenDirect</c> and <c>AcceptInvitation</c>: the user is a member of the room; <c>JoinRoom</c> it next.</summary>
[DataContract]
public sealed record RoomResult
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}
