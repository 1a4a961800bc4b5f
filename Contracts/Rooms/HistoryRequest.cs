using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>History</c>.</summary>
[DataContract]
public sealed record HistoryRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>Events older than this seq; 0 = from the newest.</summary>
    [DataMember(Name = "before")]
    public long Before { get; init; }

    /// <summary>How many at most, 1 to <see cref="ChatLimits.MaxPageSize"/>.</summary>
    [DataMember(Name = "limit")]
    public int Limit { get; init; }
}
