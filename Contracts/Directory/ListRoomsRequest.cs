using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>ListRooms</c>.</summary>
[DataContract]
public sealed record ListRoomsRequest
{
    /// <summary>Part of the name or the topic, capital and small letters alike; null: any.</summary>
    [DataMember(Name = "query")]
    public string? Query { get; init; }

    /// <summary><c>next</c> of the page before; null: from the beginning.</summary>
    [DataMember(Name = "cursor")]
    public string? Cursor { get; init; }

    /// <summary>How many at most, 1 to 100; 50 if null.</summary>
    [DataMember(Name = "limit")]
    public int? Limit { get; init; }
}
