using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Presence</c>.</summary>
[DataContract]
public sealed record PresenceResult
{
    /// <summary>In the order of the question.</summary>
    [DataMember(Name = "users")]
    public IReadOnlyList<UserPresence> Users { get; init; } = [];
}
