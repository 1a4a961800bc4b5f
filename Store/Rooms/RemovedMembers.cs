using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>Who was removed from a room. No invitation link makes them members again; only someone who invites them by name does.</summary>
public sealed class RemovedMembers(IConnectionMultiplexer redis, TimeProvider time)
{
    private IDatabase Database => redis.GetDatabase();

    /// <summary>Records a removal. Call it before the membership ends, so that no link readmits the user in between.</summary>
    public Task AddAsync(string room, string user) =>
        Database.WriteEvenIfFullAsync("HSET", RedisKeys.Removed(room), user, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Returns whether the user was removed.</summary>
    public Task<bool> ContainsAsync(string room, string user) => Database.HashExistsAsync(RedisKeys.Removed(room), user);

    /// <summary>Forgets a removal.</summary>
    public Task ForgetAsync(string room, string user) => Database.HashDeleteAsync(RedisKeys.Removed(room), user);
}
