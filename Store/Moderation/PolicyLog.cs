using System.Text.Json;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Moderation;

/// <summary>
/// The list of changes to bans, mutes, roles and rooms' settings. Nodes ask it twice a second for what came since they last asked, so a change
/// holds everywhere within a second even if no command reaches a node.
/// </summary>
public sealed class PolicyLog(IConnectionMultiplexer redis)
{
    private static readonly string AddScript = RedisScript.Load("policy-add");

    /// <summary>How many changes are kept. A node that missed more loads everything anew, as it does after every failure.</summary>
    private const int Length = 10_000;

    /// <summary>Announces a change that has been written.</summary>
    /// <returns>Its version.</returns>
    public async Task<long> AddAsync(PolicyChange change)
    {
        var json = JsonSerializer.Serialize(change, PolicyJson.Default.PolicyChange);
        return (long)await redis.GetDatabase().ScriptEvaluateAsync(AddScript, [RedisKeys.PolicyVersion, RedisKeys.PolicyChanges], [json, Length]);
    }

    /// <summary>The version now.</summary>
    public async Task<long> VersionAsync() => (long?)await redis.GetDatabase().StringGetAsync(RedisKeys.PolicyVersion) ?? 0;

    /// <summary>What changed after <paramref name="version"/>, oldest first.</summary>
    public async Task<IReadOnlyList<(PolicyChange Change, long Version)>> ReadAsync(long version)
    {
        var entries = await redis.GetDatabase().SortedSetRangeByScoreWithScoresAsync(RedisKeys.PolicyChanges, version, exclude: Exclude.Start);
        return [.. entries.Select(entry => (JsonSerializer.Deserialize((string)entry.Element!, PolicyJson.Default.PolicyChange)!, (long)entry.Score))];
    }
}
