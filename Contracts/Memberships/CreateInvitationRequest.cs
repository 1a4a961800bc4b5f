using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>CreateInvitation</c>: a token with which others become members.</summary>
[DataContract]
public sealed record CreateInvitationRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>How many may use it, 1 to 10,000; null: as many as like.</summary>
    [DataMember(Name = "maxUses")]
    public int? MaxUses { get; init; }

    /// <summary>How long it is good for, 1 to 720; 168 if null.</summary>
    [DataMember(Name = "expiresInHours")]
    public int? ExpiresInHours { get; init; }
}
