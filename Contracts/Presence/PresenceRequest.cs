using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Presence</c>.</summary>
[DataContract]
public sealed record PresenceRequest
{
    /// <summary>The ids of 1 to 100 users.</summary>
    [DataMember(Name = "users")]
    public IReadOnlyList<string> Users { get; init; } = [];
}
