using AspireChat.Contracts.Admin;

namespace AspireChat.ChatNode.Moderation;

/// <summary>What is held against a user.</summary>
/// <param name="Ban">The ban, perhaps one that is over.</param>
/// <param name="Mute">The mute in all rooms, perhaps one that is over.</param>
/// <param name="RevokedAt">Tokens that were issued then or before count no more; Unix milliseconds, 0 for none.</param>
internal sealed record UserStanding(Sanction? Ban, Sanction? Mute, long RevokedAt)
{
    /// <summary>Nothing.</summary>
    public static UserStanding Clean { get; } = new(null, null, 0);
}
