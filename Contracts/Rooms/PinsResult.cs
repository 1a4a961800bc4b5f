using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Pins</c>.</summary>
[DataContract]
public sealed record PinsResult
{
    /// <summary>The pinned messages with their current text, in seq order; at most 100. They are kept even when the log is trimmed.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];
}
