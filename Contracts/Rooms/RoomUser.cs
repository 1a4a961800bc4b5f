using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>A user as others see them.</summary>
[DataContract]
public sealed record RoomUser
{
    /// <summary>The token's <c>sub</c>.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The name to show.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>True: connected, with nobody in front of any device.</summary>
    [DataMember(Name = "away")]
    public bool? Away { get; init; }
}
