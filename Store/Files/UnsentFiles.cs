using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Files;

/// <summary>
/// Uploads that no message has used yet, by the keys that their files are stored under. Web adds them and deletes the old ones; a
/// node removes them when it accepts a message, before the message is stored: a file of a stored message is never deleted as
/// unsent.
/// </summary>
public sealed class UnsentFiles(IConnectionMultiplexer redis)
{
    private IDatabase Database => redis.GetDatabase();

    /// <summary>Adds an upload.</summary>
    /// <param name="key">The file's key.</param>
    /// <param name="at">When it was uploaded.</param>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task AddAsync(string key, DateTimeOffset at) =>
        Database.SortedSetAddAsync(RedisKeys.UnsentFiles, key, at.ToUnixTimeMilliseconds());

    /// <summary>The keys of files that were uploaded before a time.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<string[]> FindAsync(DateTimeOffset before)
    {
        var keys = await Database.SortedSetRangeByScoreAsync(RedisKeys.UnsentFiles, stop: before.ToUnixTimeMilliseconds());
        return [.. keys.Select(key => key.ToString())];
    }

    /// <summary>Takes uploads out. Those that are not there are no error.</summary>
    /// <returns>How many were there.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task<long> RemoveAsync(params IEnumerable<string> keys) =>
        Database.SortedSetRemoveAsync(RedisKeys.UnsentFiles, [.. keys.Select(key => (RedisValue)key)]);
}
