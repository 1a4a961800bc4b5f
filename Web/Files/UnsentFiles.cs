using StackExchange.Redis;

namespace AspireChat.Web.Files;

/// <summary>Uploads that no message has sent yet. Web adds them; a node takes them out when it accepts the message.</summary>
internal sealed class UnsentFiles(IConnectionMultiplexer redis)
{
    /// <summary>Sorted set: keys of files by the time of their upload (ms). The nodes name it too.</summary>
    private static readonly RedisKey Key = "chat:files:unsent";

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Adds an upload.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task AddAsync(StoredFile file) => Database.SortedSetAddAsync(Key, file.Key, file.At.ToUnixTimeMilliseconds());

    /// <summary>Those that were uploaded before a time.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<string[]> FindAsync(DateTimeOffset before) =>
        [.. (await Database.SortedSetRangeByScoreAsync(Key, stop: before.ToUnixTimeMilliseconds())).Select(key => key.ToString())];

    /// <summary>Takes one out.</summary>
    /// <returns>Whether it was there: if not, somebody has sent it meanwhile.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task<bool> RemoveAsync(string key) => Database.SortedSetRemoveAsync(Key, key);
}
