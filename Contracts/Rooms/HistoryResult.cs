using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>History</c>.</summary>
[DataContract]
public sealed record HistoryResult
{
    /// <summary>The log's epoch.</summary>
    [DataMember(Name = "epoch")]
    public string Epoch { get; init; } = "";

    /// <summary>In seq order.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];

    /// <summary>Whether the log holds older ones.</summary>
    [DataMember(Name = "more")]
    public bool More { get; init; }
}
