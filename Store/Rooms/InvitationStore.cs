using System.Buffers.Text;
using System.Security.Cryptography;
using AspireChat.Contracts;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>Invitations: tokens that make their bearers members of a room.</summary>
public sealed class InvitationStore(IConnectionMultiplexer redis, RoomRulesStore rules, TimeProvider time)
{
    private static readonly string CreateScript = RedisScript.Load("invitation-create");
    private static readonly string UseScript = RedisScript.Load("invitation-use");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Creates an invitation.</summary>
    /// <param name="room">The room.</param>
    /// <param name="createdAt">When the room was created, in Unix milliseconds.</param>
    /// <param name="uses">How many users can use it; null = any number.</param>
    /// <param name="lifetime">How long it is valid.</param>
    public async Task<Invitation> CreateAsync(string room, long createdAt, int? uses, TimeSpan lifetime)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var key = RedisKeys.Invitation(token);

        await Database.ScriptEvaluateAsync(
            CreateScript, [key], [room, createdAt, uses is { } number ? number : "-", (long)lifetime.TotalMilliseconds]);
        return new Invitation { Room = room, Token = token, ExpiresAt = (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds() };
    }

    /// <summary>Returns the room of a token; null if the token is not valid or the room was deleted.</summary>
    public async Task<string?> FindAsync(string token)
    {
        var found = await Database.HashGetAsync(RedisKeys.Invitation(token), ["room", "createdAt"]);
        return (string?)found[0] is { } room
            && (await rules.ReadSettingsAsync(room)).CreatedAt == (long?)found[1]
            && await rules.ExistsAsync(room)
            ? room
            : null;
    }

    /// <summary>Takes one use of a token.</summary>
    /// <returns>False if none is left.</returns>
    public async Task<bool> TryUseAsync(string token) =>
        (int)await Database.ScriptEvaluateAsync(UseScript, [RedisKeys.Invitation(token)]) == 1;
}
