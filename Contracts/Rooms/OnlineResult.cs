using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>WhoIsOnline</c>.</summary>
[DataContract]
public sealed record OnlineResult
{
    /// <summary>Who is online in the room, at most 100 of them.</summary>
    [DataMember(Name = "online")]
    public IReadOnlyList<RoomUser> Online { get; init; } = [];

    /// <summary>How many users are online in the room.</summary>
    [DataMember(Name = "onlineCount")]
    public int OnlineCount { get; init; }
}
