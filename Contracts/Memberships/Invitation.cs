using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>CreateInvitation</c>.</summary>
[DataContract]
public sealed record Invitation
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>22 of A-Z, a-z, 0-9, '-' and '_', not to be guessed. Whoever has it may use it.</summary>
    [DataMember(Name = "token")]
    public string Token { get; init; } = "";

    /// <summary>Until when it is good: milliseconds since 1970-01-01T00:00:00Z.</summary>
    [DataMember(Name = "expiresAt")]
    public long ExpiresAt { get; init; }
}
