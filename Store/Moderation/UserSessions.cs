using System.Net;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Moderation;

/// <summary>Whether a user is banned, and which of their tokens are revoked.</summary>
/// <param name="Ban">Why the user is banned, to show to them; null if they are not.</param>
/// <param name="RevokedAt">Tokens issued then or earlier are revoked; null if none were revoked.</param>
public sealed record SessionStanding(string? Ban, DateTimeOffset? RevokedAt)
{
    /// <summary>Returns whether a token that was issued at this time is revoked.</summary>
    public bool Revokes(DateTimeOffset issuedAt) => RevokedAt is { } revoked && issuedAt <= revoked;
}

/// <summary>Bans and revoked sessions, for processes that issue or check tokens outside the chat nodes.</summary>
public sealed class UserSessions(IConnectionMultiplexer redis, TimeProvider time)
{
    private readonly SanctionStore _sanctions = new(redis, time);
    private readonly PolicyLog _changes = new(redis);

    /// <summary>Returns a user's standing.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<SessionStanding> ReadAsync(string user)
    {
        var ban = _sanctions.BanOfAsync(user);
        var revokedAt = await _sanctions.RevocationAsync(user);
        return new SessionStanding(
            (await ban)?.Explain(), revokedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(revokedAt));
    }

    /// <summary>Returns why a client's network is banned, to show to the user; null if it is not.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<string?> NetworkBanOfAsync(IPAddress client) =>
        (await _sanctions.NetworkBansAsync()).FirstOrDefault(entry => entry.Network.Contains(client)).Ban?.Explain();

    /// <summary>
    /// Ends all sessions of a user: the nodes close the connections within a second, and refuse the tokens that the user has now.
    /// </summary>
    /// <param name="user">The user's id.</param>
    /// <param name="text">What to tell the user.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task RevokeAsync(string user, string text)
    {
        await _sanctions.RevokeAsync(user);
        await _changes.AddAsync(PolicyChange.OfUser(user, text));
    }
}
