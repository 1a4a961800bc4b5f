using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>ChangeRoom</c>, for owners and moderators: what is null stays as it is.</summary>
[DataContract]
public sealed record RoomChangeRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>What it is about at the moment, one line of at most 250 characters; empty: nothing.</summary>
    [DataMember(Name = "topic")]
    public string? Topic { get; init; }

    /// <summary>What it is for; at most 1,000 characters.</summary>
    [DataMember(Name = "description")]
    public string? Description { get; init; }

    /// <summary>Only owners and moderators write.</summary>
    [DataMember(Name = "readOnly")]
    public bool? ReadOnly { get; init; }

    /// <summary>Seconds between two messages of a member, 0 to 3,600; 0 = off.</summary>
    [DataMember(Name = "slowModeSeconds")]
    public int? SlowModeSeconds { get; init; }

    /// <summary>Nobody writes any more. For owners.</summary>
    [DataMember(Name = "archived")]
    public bool? Archived { get; init; }

    /// <summary>Only members and whoever is invited come in. For owners.</summary>
    [DataMember(Name = "private")]
    public bool? Private { get; init; }
}
