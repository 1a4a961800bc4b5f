using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>MessageHistory</c>, for the message's author, owners and moderators.</summary>
[DataContract]
public sealed record MessageHistoryRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }
}
