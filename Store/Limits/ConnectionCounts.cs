using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Limits;

/// <summary>
/// How many connections of each user, and from each network, the nodes have. Each node has one hash, so a node writes all its changes of a
/// moment with one command, and reads what another node has of them with one more. What a node that died had does not count.
/// </summary>
public sealed class ConnectionCounts(IConnectionMultiplexer redis, NodeIdentity node, NodeRegistry nodes)
{
    /// <summary>Writes how many connections this node has of some parties, and then reads how many the other live nodes have.</summary>
    /// <param name="changed">The key of a party → how many connections it has here; 0 removes it.</param>
    /// <param name="wanted">The keys of the parties to read.</param>
    /// <returns>For each of <paramref name="wanted"/>, in that order, the sum of the other nodes.</returns>
    /// <exception cref="RedisException">Redis cannot be reached; what was written is not known.</exception>
    public async Task<IReadOnlyList<long>> WriteAsync(IReadOnlyDictionary<string, int> changed, IReadOnlyList<string> wanted)
    {
        // All of this leaves at once. The writes go first: of two nodes that do this at the same time, at least one sees the other's.
        var database = redis.GetDatabase();
        var key = RedisKeys.NodeConnections(node.Id);
        RedisValue[] gone = [.. changed.Where(party => party.Value == 0).Select(party => (RedisValue)party.Key)];
        List<Task> writes =
        [
            .. changed.Where(party => party.Value > 0)
                .SelectMany(party => new RedisValue[] { party.Key, party.Value })
                .Chunk(FullRedis.MaxValues)
                .Select(part => database.WriteEvenIfFullAsync("HSET", key, part)),
        ];
        if (gone.Length > 0)
        {
            writes.Add(database.HashDeleteAsync(key, gone));
        }

        RedisValue[] fields = [.. wanted.Select(party => (RedisValue)party)];
        var reads = nodes.Live.Keys
            .Where(id => id != node.Id && fields.Length > 0)
            .Select(id => database.HashGetAsync(RedisKeys.NodeConnections(id), fields))
            .ToList();
        await Task.WhenAll(writes);
        var sums = new long[fields.Length];
        foreach (var counts in await Task.WhenAll(reads))
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += counts[i].TryParse(out long count) ? count : 0;
            }
        }

        return sums;
    }
}
