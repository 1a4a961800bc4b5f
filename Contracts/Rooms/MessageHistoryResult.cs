using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>MessageHistory</c>: what the message was.</summary>
[DataContract]
public sealed record MessageHistoryResult
{
    /// <summary>As it was sent.</summary>
    [DataMember(Name = "original")]
    public RoomEvent Original { get; init; } = new();

    /// <summary>Its edits, in seq order, each with the text that it brought.</summary>
    [DataMember(Name = "edits")]
    public IReadOnlyList<RoomEvent> Edits { get; init; } = [];

    /// <summary>Who withdrew it and when; null: nobody did.</summary>
    [DataMember(Name = "deleted")]
    public RoomEvent? Deleted { get; init; }
}
