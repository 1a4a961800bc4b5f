using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>History</c>.</summary>
[DataContract]
public sealed record HistoryRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>Only events older than this seq; 0 = start at the newest.</summary>
    [DataMember(Name = "before")]
    public long Before { get; init; }

    /// <summary>Maximum number of events, 1 to <see cref="ChatLimits.MaxPageSize"/>.</summary>
    [DataMember(Name = "limit")]
    public int Limit { get; init; }
}

/// <summary>Result of <c>History</c>.</summary>
[DataContract]
public sealed record HistoryResult
{
    /// <summary>The log's epoch.</summary>
    [DataMember(Name = "epoch")]
    public string Epoch { get; init; } = "";

    /// <summary>The events, in seq order.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];

    /// <summary>Whether the log has older events.</summary>
    [DataMember(Name = "more")]
    public bool More { get; init; }
}

/// <summary>Argument of <c>MessageHistory</c>, for the message's author, owners and moderators.</summary>
[DataContract]
public sealed record MessageHistoryRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }
}

/// <summary>Result of <c>MessageHistory</c>: the message's earlier versions.</summary>
[DataContract]
public sealed record MessageHistoryResult
{
    /// <summary>The message as it was sent.</summary>
    [DataMember(Name = "original")]
    public RoomEvent Original { get; init; } = new();

    /// <summary>The edits, in seq order, each with the text that it set.</summary>
    [DataMember(Name = "edits")]
    public IReadOnlyList<RoomEvent> Edits { get; init; } = [];

    /// <summary>The event that deleted the message; null if it was not deleted.</summary>
    [DataMember(Name = "deleted")]
    public RoomEvent? Deleted { get; init; }
}
