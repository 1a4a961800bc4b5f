using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Nodes;

/// <summary>How many rooms and users the cluster knows.</summary>
public sealed class ClusterCounts(IConnectionMultiplexer redis)
{
    /// <summary>Counts all rooms, and all users who ever connected.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<(long Rooms, long Users)> ReadAsync()
    {
        var database = redis.GetDatabase();
        var rooms = database.SetLengthAsync(RedisKeys.Rooms);
        var users = database.SortedSetLengthAsync(RedisKeys.Users);
        return (await rooms, await users);
    }
}
