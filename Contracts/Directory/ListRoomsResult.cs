using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>ListRooms</c>.</summary>
[DataContract]
public sealed record ListRoomsResult
{
    /// <summary>By name. Neither private, nor direct, nor archived ones.</summary>
    [DataMember(Name = "rooms")]
    public IReadOnlyList<ListedRoom> Rooms { get; init; } = [];

    /// <summary>Pass it as <c>cursor</c> to get the next page; null on the last one. A page may be short, even empty, and have one.</summary>
    [DataMember(Name = "next")]
    public string? Next { get; init; }
}
