using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>What a room is for, and who may write in it.</summary>
[DataContract]
public sealed record RoomSettings
{
    /// <summary>What it is about at the moment, one line.</summary>
    [DataMember(Name = "topic")]
    public string Topic { get; init; } = "";

    /// <summary>What it is for.</summary>
    [DataMember(Name = "description")]
    public string Description { get; init; } = "";

    /// <summary>Nobody can write.</summary>
    [DataMember(Name = "archived")]
    public bool Archived { get; init; }

    /// <summary>Only owners and moderators can write.</summary>
    [DataMember(Name = "readOnly")]
    public bool ReadOnly { get; init; }

    /// <summary>Seconds between two messages of a member; 0 = off. Owners and moderators are excepted.</summary>
    [DataMember(Name = "slowModeSeconds")]
    public int SlowModeSeconds { get; init; }
}
