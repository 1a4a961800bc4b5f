using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>JoinRoom</c>. With <see cref="Epoch"/> and <see cref="After"/> it resumes; without them it asks for the latest page.</summary>
[DataContract]
public sealed record JoinRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The epoch that <see cref="After"/> belongs to.</summary>
    [DataMember(Name = "epoch")]
    public string? Epoch { get; init; }

    /// <summary>The last seq that the client has.</summary>
    [DataMember(Name = "after")]
    public long? After { get; init; }

    /// <summary>Most events of the latest page: 1 to <see cref="ChatLimits.MaxPageSize"/>, <see cref="DefaultLimit"/> if null.</summary>
    [DataMember(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>The size of the latest page for a client that does not say.</summary>
    public const int DefaultLimit = 50;
}
