using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Search</c>.</summary>
[DataContract]
public sealed record SearchResult
{
    /// <summary>The messages with their current text, newest first.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];

    /// <summary>Pass it as <c>before</c> to search on; null when the log was searched to its end. There may be a next page even if this one is empty.</summary>
    [DataMember(Name = "next")]
    public long? Next { get; init; }
}
