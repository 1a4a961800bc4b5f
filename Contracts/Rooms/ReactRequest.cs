using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>React</c>.</summary>
[DataContract]
public sealed record ReactRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>One emoji, at most 32 UTF-16 code units.</summary>
    [DataMember(Name = "emoji")]
    public string Emoji { get; init; } = "";

    /// <summary>Take the reaction back.</summary>
    [DataMember(Name = "remove")]
    public bool Remove { get; init; }
}
