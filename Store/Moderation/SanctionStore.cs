using System.Net;
using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Moderation;

/// <summary>
/// Bans, mutes and revoked sessions. A sanction that has ended is not returned, and is deleted when it is found. An entry that cannot be
/// read is treated as none: it must not keep the others from being enforced.
/// </summary>
public sealed class SanctionStore(IConnectionMultiplexer redis, TimeProvider time)
{
    private static readonly string ExpireScript = RedisScript.Load("field-remove");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Returns all bans in force, by user.</summary>
    public Task<Dictionary<string, Sanction>> BansAsync() => ReadAllAsync(RedisKeys.Bans);

    /// <summary>Returns the bans of some users, in the same order; null for a user without one.</summary>
    public Task<IReadOnlyList<Sanction?>> BansAsync(IReadOnlyList<string> users) => ReadAsync(RedisKeys.Bans, users);

    /// <summary>Returns a user's ban, or null.</summary>
    public async Task<Sanction?> BanOfAsync(string user) => (await BansAsync([user]))[0];

    /// <summary>Bans a user, in place of an earlier ban.</summary>
    public Task BanAsync(string user, Sanction ban) => WriteAsync(RedisKeys.Bans, user, ban);

    /// <summary>Lifts a user's ban, if there is one.</summary>
    public Task UnbanAsync(string user) => Database.HashDeleteAsync(RedisKeys.Bans, user);

    /// <summary>Returns the bans of networks in force.</summary>
    public async Task<IReadOnlyList<(IPNetwork Network, Sanction Ban)>> NetworkBansAsync()
    {
        List<(IPNetwork, Sanction)> bans = [];
        foreach (var (text, ban) in await ReadAllAsync(RedisKeys.NetworkBans))
        {
            if (Networks.TryParse(text, out var network))
            {
                bans.Add((network, ban));
            }
        }

        return bans;
    }

    /// <summary>Bans a network, in place of an earlier ban.</summary>
    public Task BanAsync(IPNetwork network, Sanction ban) => WriteAsync(RedisKeys.NetworkBans, network.ToString(), ban);

    /// <summary>Lifts a network's ban, if there is one.</summary>
    public Task UnbanAsync(IPNetwork network) => Database.HashDeleteAsync(RedisKeys.NetworkBans, network.ToString());

    /// <summary>Returns all mutes in force in a room, by user.</summary>
    /// <param name="room">The room; null = the mutes in all rooms.</param>
    public Task<Dictionary<string, Sanction>> MutesAsync(string? room) => ReadAllAsync(MutesIn(room));

    /// <summary>Returns the mutes of some users, in the same order; null for a user without one.</summary>
    /// <param name="room">The room; null = the mutes in all rooms.</param>
    /// <param name="users">The users' ids.</param>
    public Task<IReadOnlyList<Sanction?>> MutesAsync(string? room, IReadOnlyList<string> users) => ReadAsync(MutesIn(room), users);

    /// <summary>Returns a user's mute in a room (null = in all rooms), or null.</summary>
    public async Task<Sanction?> MuteOfAsync(string user, string? room) => (await MutesAsync(room, [user]))[0];

    /// <summary>Mutes a user in a room (null = in all rooms), in place of an earlier mute there.</summary>
    public Task MuteAsync(string user, string? room, Sanction mute) => WriteAsync(MutesIn(room), user, mute);

    /// <summary>Lifts a user's mute in a room (null = the mute in all rooms), if there is one.</summary>
    public Task UnmuteAsync(string user, string? room) => Database.HashDeleteAsync(MutesIn(room), user);

    /// <summary>Revokes all tokens that the user has now.</summary>
    public Task RevokeAsync(string user) =>
        Database.WriteEvenIfFullAsync("HSET", RedisKeys.Revocations, user, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Returns whose tokens were revoked and when, in Unix milliseconds.</summary>
    public async Task<Dictionary<string, long>> RevocationsAsync() => (await Database.HashGetAllAsync(RedisKeys.Revocations))
        .ToDictionary(entry => (string)entry.Name!, entry => Time(entry.Value), StringComparer.Ordinal);

    /// <summary>Returns when the user's tokens were revoked, in Unix milliseconds; 0 if never.</summary>
    public async Task<long> RevocationAsync(string user) => Time(await Database.HashGetAsync(RedisKeys.Revocations, user));

    private static RedisKey MutesIn(string? room) => room is null ? RedisKeys.GlobalMutes : RedisKeys.Mutes(room);

    private static long Time(RedisValue value) => value.TryParse(out long time) ? time : 0;

    private async Task<Dictionary<string, Sanction>> ReadAllAsync(RedisKey hash)
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

    private async Task<IReadOnlyList<Sanction?>> ReadAsync(RedisKey hash, IReadOnlyList<string> users)
    {
        var values = users.Count == 0 ? [] : await Database.HashGetAsync(hash, [.. users.Select(user => (RedisValue)user)]);
        return [.. values.Select((value, index) => value.IsNull ? null : Decode(hash, users[index], value))];
    }

    private Task<RedisResult> WriteAsync(RedisKey hash, string user, Sanction sanction) =>
        Database.WriteEvenIfFullAsync("HSET", hash, user, JsonSerializer.Serialize(sanction, AdminJson.Default.Sanction));

    private Sanction? Decode(RedisKey hash, RedisValue user, RedisValue json)
    {
        var sanction = Parse(json);
        if (sanction is null || sanction.IsInForce(time))
        {
            return sanction;
        }

        Database.ScriptEvaluate(ExpireScript, [hash], [user, json], CommandFlags.FireAndForget);
        return null;
    }

    private static Sanction? Parse(RedisValue json)
    {
        try
        {
            return JsonSerializer.Deserialize((string)json!, AdminJson.Default.Sanction);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
