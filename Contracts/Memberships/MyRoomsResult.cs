using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>MyRooms</c>.</summary>
[DataContract]
public sealed record MyRoomsResult
{
    /// <summary>The rooms that the user is a member of, the one with the newest event first; at most 1,000.</summary>
    [DataMember(Name = "rooms")]
    public IReadOnlyList<MyRoom> Rooms { get; init; } = [];
}
