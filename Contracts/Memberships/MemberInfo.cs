using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>A member of a room.</summary>
[DataContract]
public sealed record MemberInfo
{
    /// <summary>The user's id.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The name to show.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary><c>owner</c> or <c>moderator</c>; null: a member.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>Whether in this room at the moment: one of <see cref="UserState"/>.</summary>
    [DataMember(Name = "state")]
    public string State { get; init; } = UserState.Offline;

    /// <summary>
    /// Muted in this room until then: milliseconds since 1970-01-01T00:00:00Z, 0 = until it is lifted; null: not muted.
    /// Told to owners and moderators only.
    /// </summary>
    [DataMember(Name = "mutedUntil")]
    public long? MutedUntil { get; init; }
}
