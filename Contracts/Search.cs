using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Search</c>.</summary>
[DataContract]
public sealed record SearchRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The text to find, 2 to 100 characters; case and accents are ignored.</summary>
    [DataMember(Name = "text")]
    public string Text { get; init; } = "";

    /// <summary>Only messages older than this seq; 0 = start at the newest.</summary>
    [DataMember(Name = "before")]
    public long Before { get; init; }

    /// <summary>Maximum number of results, 1 to 100; null = 50.</summary>
    [DataMember(Name = "limit")]
    public int? Limit { get; init; }
}

/// <summary>Result of <c>Search</c>.</summary>
[DataContract]
public sealed record SearchResult
{
    /// <summary>The messages with their current text, newest first.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];

    /// <summary>
    /// Pass it as <c>before</c> to continue; null if the whole log was searched. There can be a next page even if this one is empty.
    /// </summary>
    [DataMember(Name = "next")]
    public long? Next { get; init; }
}
