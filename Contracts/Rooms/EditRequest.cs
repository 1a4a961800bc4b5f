using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Edit</c>: new text for one of the user's own messages.</summary>
[DataContract]
public sealed record EditRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>The new text.</summary>
    [DataMember(Name = "text")]
    public string Text { get; init; } = "";
}
