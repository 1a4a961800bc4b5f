using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Pin</c>: for owners and moderators, in a direct room for all.</summary>
[DataContract]
public sealed record PinRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>Take the pin out.</summary>
    [DataMember(Name = "remove")]
    public bool Remove { get; init; }
}
