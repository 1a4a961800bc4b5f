using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Members</c>.</summary>
[DataContract]
public sealed record MembersResult
{
    /// <summary>By id.</summary>
    [DataMember(Name = "members")]
    public IReadOnlyList<MemberInfo> Members { get; init; } = [];

    /// <summary>How many members the room has.</summary>
    [DataMember(Name = "count")]
    public int Count { get; init; }

    /// <summary>Pass it as <c>cursor</c> to get the next page; null on the last one.</summary>
    [DataMember(Name = "next")]
    public string? Next { get; init; }
}
