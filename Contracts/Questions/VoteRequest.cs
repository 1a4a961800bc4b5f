using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Vote</c>: one voice for a question.</summary>
[DataContract]
public sealed record VoteRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The question's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>Take it back.</summary>
    [DataMember(Name = "remove")]
    public bool Remove { get; init; }
}
