using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>JoinRoom</c>. Batches of the room may arrive before this answer does; apply them after it.</summary>
[DataContract]
public sealed record JoinResult
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>Names this life of the log. Another epoch than before means that the log was lost: drop what you have.</summary>
    [DataMember(Name = "epoch")]
    public string Epoch { get; init; } = "";

    /// <summary>The seq of the newest event, 0 in an empty room.</summary>
    [DataMember(Name = "head")]
    public long Head { get; init; }

    /// <summary>What came after <see cref="JoinRequest.After"/>, or the latest page. In seq order. Where they end before <see cref="Head"/>, the rest follows by <c>Receive</c>.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];

    /// <summary>True when events between <see cref="JoinRequest.After"/> and the first of <see cref="Events"/> are missing here (trimmed, more than <see cref="ChatLimits.MaxResume"/>, or another epoch): drop what you have and show <see cref="Events"/> instead.</summary>
    [DataMember(Name = "truncated")]
    public bool Truncated { get; init; }

    /// <summary>Who is online in the room, at most 100 of them.</summary>
    [DataMember(Name = "online")]
    public IReadOnlyList<RoomUser> Online { get; init; } = [];

    /// <summary>How many users are online in the room.</summary>
    [DataMember(Name = "onlineCount")]
    public int OnlineCount { get; init; }

    /// <summary>What the room is about at the moment; null where nobody has said.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>More about it; null where nobody has said.</summary>
    [DataMember(Name = "description")]
    public string? Description { get; init; }

    /// <summary>What this user is in the room: <c>owner</c> or <c>moderator</c>; null: a member.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>Until when this user is muted here or everywhere, Unix milliseconds, 0 = until it is lifted; null: not muted.</summary>
    [DataMember(Name = "mutedUntil")]
    public long? MutedUntil { get; init; }

    /// <summary>Why the user is muted; null where nobody has said.</summary>
    [DataMember(Name = "muteReason")]
    public string? MuteReason { get; init; }

    /// <summary>True: only owners and moderators write here.</summary>
    [DataMember(Name = "readOnly")]
    public bool? ReadOnly { get; init; }

    /// <summary>True: nobody writes here any more.</summary>
    [DataMember(Name = "archived")]
    public bool? Archived { get; init; }

    /// <summary>Slow mode: seconds between two messages of a member; null: off.</summary>
    [DataMember(Name = "slowModeSeconds")]
    public int? SlowModeSeconds { get; init; }

    /// <summary>One of <see cref="RoomKind"/>; null: a room in which members write.</summary>
    [DataMember(Name = "kind")]
    public string? Kind { get; init; }

    /// <summary>True: only members and whoever is invited come in.</summary>
    [DataMember(Name = "private")]
    public bool? Private { get; init; }

    /// <summary>Up to which seq the user has read, on whichever device.</summary>
    [DataMember(Name = "read")]
    public long Read { get; init; }
}
