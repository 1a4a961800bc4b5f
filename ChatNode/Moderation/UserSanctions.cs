using AspireChat.Contracts.Admin;

namespace AspireChat.ChatNode.Moderation;

/// <summary>What applies to a user in all rooms.</summary>
/// <param name="Ban">The ban; it may have expired.</param>
/// <param name="Mute">The mute in all rooms; it may have expired.</param>
/// <param name="RevokedAt">Tokens issued at this time or earlier are not accepted; Unix milliseconds, 0 = none were revoked.</param>
internal sealed record UserSanctions(Sanction? Ban, Sanction? Mute, long RevokedAt)
{
    /// <summary>No sanctions.</summary>
    public static UserSanctions None { get; } = new(null, null, 0);
}
