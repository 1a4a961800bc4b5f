using System.Text.Json;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Moderation;

/// <summary>
/// The list of changes to bans, mutes, roles and room settings. Nodes poll it twice a second, so a change takes effect everywhere within a
/// second even if no command reaches a node.
/// </summary>
public sealed class PolicyLog(IConnectionMultiplexer redis)
{
    private static readonly string AddScript = RedisScript.Load("policy-add");

    /// <summary>How many changes are kept. A node that missed more reads everything again, as it does after every failure.</summary>
    private const int Length = 10_000;

    /// <summary>Adds a change that has been written.</summary>
    /// <returns>Its version.</returns>
    public async Task<long> AddAsync(PolicyChange change)
    {
        var json = JsonSerializer.Serialize(change, PolicyJson.Default.PolicyChange);
        return (long)await redis.GetDatabase().RunEvenIfFullAsync(
            AddScript, [RedisKeys.PolicyVersion, RedisKeys.PolicyChanges], [json, Length]);
    }

    /// <summary>Returns the current version.</summary>
    public async Task<long> VersionAsync() => (long?)await redis.GetDatabase().StringGetAsync(RedisKeys.PolicyVersion) ?? 0;

    /// <summary>
    /// Returns the changes after <paramref name="after"/> up to <paramref name="version"/>, oldest first. An entry that cannot be read is
    /// <see cref="PolicyChange.Unreadable"/>. Entries beyond the current version were not written by <see cref="AddAsync"/>.
    /// </summary>
    public async Task<IReadOnlyList<(PolicyChange Change, long Version)>> ReadAsync(long after, long version)
    {
        var entries = after >= version
            ? []
            : await redis.GetDatabase().SortedSetRangeByScoreWithScoresAsync(RedisKeys.PolicyChanges, after, version, Exclude.Start);
        return [.. entries.Select(entry => (PolicyChange.Parse((string)entry.Element!), (long)entry.Score))];
    }
}
