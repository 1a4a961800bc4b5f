using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Moderation;

/// <summary>What speaks for or against a new token of a user.</summary>
/// <param name="Ban">Why the user is banned, to show to them; null for whoever is not.</param>
/// <param name="RevokedAt">Tokens that were issued then or before count no more; null when none were revoked.</param>
public sealed record SessionStanding(string? Ban, DateTimeOffset? RevokedAt);

/// <summary>For whoever issues tokens: bans are heeded, and sessions are revoked, as the nodes see it.</summary>
public sealed class UserSessions(IConnectionMultiplexer redis, TimeProvider time)
{
    private readonly SanctionStore _sanctions = new(redis, time);
    private readonly PolicyLog _changes = new(redis);

    /// <summary>Reads how it stands with a user.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<SessionStanding> ReadAsync(string user)
    {
        var ban = _sanctions.ReadAsync(RedisKeys.Bans, user);
        var revokedAt = await _sanctions.RevocationAsync(user);
        return new SessionStanding((await ban)?.Explain(), revokedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(revokedAt));
    }

    /// <summary>Ends all sessions of a user: the nodes close their connections within a second, and take none of their tokens any more.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="text">What they are told.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task RevokeAsync(string user, string text)
    {
        await _sanctions.RevokeAsync(user);
        await _changes.AddAsync(PolicyChange.OfUser(user, text));
    }
}
