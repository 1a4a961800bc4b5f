using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Moderation;

/// <summary>Bans, mutes and revoked sessions in Redis. A sanction whose time is over is not given any more, and is deleted where it is met.</summary>
public sealed class SanctionStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private static readonly string ExpireScript = RedisScript.Load("sanction-expire");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>All sanctions of a hash that are in force, by user.</summary>
    public async Task<Dictionary<string, Sanction>> ReadAllAsync(RedisKey hash)
    {
        var entries = await Database.HashGetAllAsync(hash);
        var found = new Dictionary<string, Sanction>(entries.Length, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (Decode(hash, entry.Name, entry.Value) is { } sanction)
            {
                found[entry.Name!] = sanction;
            }
        }

        return found;
    }

    /// <summary>The sanctions of some users, in their order; null for whoever has none in force.</summary>
    public async Task<IReadOnlyList<Sanction?>> ReadAsync(RedisKey hash, IReadOnlyList<string> users)
    {
        var values = users.Count == 0 ? [] : await Database.HashGetAsync(hash, [.. users.Select(user => (RedisValue)user)]);
        return [.. values.Select((value, index) => value.IsNull ? null : Decode(hash, users[index], value))];
    }

    /// <summary>The sanction of one user, or null.</summary>
    public async Task<Sanction?> ReadAsync(RedisKey hash, string user) => (await ReadAsync(hash, [user]))[0];

    /// <summary>Imposes a sanction in place of any before.</summary>
    public Task WriteAsync(RedisKey hash, string user, Sanction sanction) =>
        Database.HashSetAsync(hash, user, JsonSerializer.Serialize(sanction, AdminJson.Default.Sanction));

    /// <summary>Lifts a sanction, if there is one.</summary>
    public Task RemoveAsync(RedisKey hash, string user) => Database.HashDeleteAsync(hash, user);

    /// <summary>From now on no token counts that the user has by now.</summary>
    public Task RevokeAsync(string user) => Database.HashSetAsync(RedisKeys.Revocations, user, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Whose sessions were revoked, and when; Unix milliseconds.</summary>
    public async Task<Dictionary<string, long>> RevocationsAsync() =>
        (await Database.HashGetAllAsync(RedisKeys.Revocations)).ToDictionary(entry => (string)entry.Name!, entry => (long)entry.Value, StringComparer.Ordinal);

    /// <summary>When the user's sessions were revoked, 0 for never.</summary>
    public async Task<long> RevocationAsync(string user) => (long?)await Database.HashGetAsync(RedisKeys.Revocations, user) ?? 0;

    private Sanction? Decode(RedisKey hash, RedisValue user, RedisValue json)
    {
        var sanction = JsonSerializer.Deserialize((string)json!, AdminJson.Default.Sanction)!;
        if (sanction.IsInForce(time))
        {
            return sanction;
        }

        Database.ScriptEvaluate(ExpireScript, [hash], [user, json], CommandFlags.FireAndForget);
        return null;
    }
}
