using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>OpenDirect</c>: the room of exactly these people and the caller. It is made if there is none.</summary>
[DataContract]
public sealed record OpenDirectRequest
{
    /// <summary>The ids of 1 to 8 others, each of whom was here before.</summary>
    [DataMember(Name = "users")]
    public IReadOnlyList<string> Users { get; init; } = [];
}
