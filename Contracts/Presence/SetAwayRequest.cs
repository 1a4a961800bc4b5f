using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>SetAway</c>, for this connection. A user is away when all of their connections are.</summary>
[DataContract]
public sealed record SetAwayRequest
{
    /// <summary>Whether nobody is in front of it.</summary>
    [DataMember(Name = "away")]
    public bool Away { get; init; }
}
