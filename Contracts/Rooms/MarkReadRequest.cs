using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>MarkRead</c>.</summary>
[DataContract]
public sealed record MarkReadRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>Everything up to here has been read.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>In a direct room: let the others see it. Off unless the user wants it.</summary>
    [DataMember(Name = "receipt")]
    public bool Receipt { get; init; }
}
