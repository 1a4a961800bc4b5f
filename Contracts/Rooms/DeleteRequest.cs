using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Delete</c>: withdraws one of the user's own messages.</summary>
[DataContract]
public sealed record DeleteRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }
}
