using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Presence;

/// <summary>Changes to the users who are connected to a node.</summary>
/// <param name="Came">User → name: those who connected.</param>
/// <param name="Went">Those whose last connection ended.</param>
/// <param name="Away">Those who are away now.</param>
/// <param name="NotAway">Those who no longer are.</param>
public sealed record NodeUserChanges(
    IReadOnlyCollection<KeyValuePair<string, string>> Came,
    IReadOnlyCollection<string> Went,
    IReadOnlyCollection<string> Away,
    IReadOnlyCollection<string> NotAway);

/// <summary>Writes who is connected to this node, and when each user was last seen.</summary>
public sealed class NodeUsers(NodeIdentity node, IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>Writes changes.</summary>
    /// <returns>How many users the node's set has now.</returns>
    /// <exception cref="RedisException">Redis cannot be reached; what was written is not known.</exception>
    public async Task<long> WriteAsync(NodeUserChanges changes)
    {
        var database = redis.GetDatabase();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var key = RedisKeys.NodeUsers(node.Id);
        List<Task> writes = [];
        if (changes.Came.Count > 0)
        {
            Write("HSET", RedisKeys.UserNames, changes.Came.SelectMany(user => new RedisValue[] { user.Key, user.Value }));
            Write("ZADD", RedisKeys.UsersSince, changes.Came.SelectMany(user => new RedisValue[] { now, user.Key }), "NX");
            Write("SADD", key, Values(changes.Came.Select(user => user.Key)));
        }

        if (changes.Went.Count > 0)
        {
            writes.Add(database.SetRemoveAsync(key, Values(changes.Went)));
        }

        if (changes.Away.Count > 0)
        {
            Write("SADD", RedisKeys.NodeAway(node.Id), Values(changes.Away));
        }

        if (changes.NotAway.Count > 0)
        {
            writes.Add(database.SetRemoveAsync(RedisKeys.NodeAway(node.Id), Values(changes.NotAway)));
        }

        var seen = changes.Came.Select(user => user.Key).Union(changes.Went);
        Write("ZADD", RedisKeys.Users, seen.SelectMany(user => new RedisValue[] { now, user }));
        await Task.WhenAll(writes);
        return await database.SetLengthAsync(key);

        void Write(string command, RedisKey to, IEnumerable<RedisValue> values, params RedisValue[] options) => writes.AddRange(
            values.Chunk(FullRedis.MaxValues).Select(part => database.WriteEvenIfFullAsync(command, to, [.. options, .. part])));
    }

    /// <summary>Replaces the node's set.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task ReplaceAsync(IReadOnlyCollection<string> users)
    {
        var database = redis.GetDatabase();
        var key = RedisKeys.NodeUsers(node.Id);
        var deleted = database.KeyDeleteAsync(key);
        foreach (var part in Values(users).Chunk(FullRedis.MaxValues))
        {
            await database.WriteEvenIfFullAsync("SADD", key, part);
        }

        await deleted;
    }

    private static RedisValue[] Values(IEnumerable<string> users) => [.. users.Select(user => (RedisValue)user)];
}
