using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Send</c>: the message is in the log.</summary>
[DataContract]
public sealed record SendResult
{
    /// <summary>Its number in the room; 0 while it is a question that waits.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>When it was accepted first: milliseconds since 1970-01-01T00:00:00Z.</summary>
    [DataMember(Name = "at")]
    public long At { get; init; }

    /// <summary>True when it had been stored by an earlier sending.</summary>
    [DataMember(Name = "duplicate")]
    public bool Duplicate { get; init; }

    /// <summary>True: it is a question that waits for an owner or moderator (see <see cref="RoomKind.Questions"/>).</summary>
    [DataMember(Name = "waiting")]
    public bool? Waiting { get; init; }
}
