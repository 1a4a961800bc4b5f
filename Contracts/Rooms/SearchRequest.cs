using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Search</c>.</summary>
[DataContract]
public sealed record SearchRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>What the message has to contain, 2 to 100 characters; accents, capital and small letters do not matter.</summary>
    [DataMember(Name = "text")]
    public string Text { get; init; } = "";

    /// <summary>Only messages older than this seq; 0 = from the newest.</summary>
    [DataMember(Name = "before")]
    public long Before { get; init; }

    /// <summary>How many at most, 1 to 100; 50 if null.</summary>
    [DataMember(Name = "limit")]
    public int? Limit { get; init; }
}
