using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Accounts;

/// <summary>
/// The keys that protect Web's cookies during a sign-in with a provider, encrypted by Web. Not asynchronous: ASP.NET Core reads them so.
/// </summary>
public sealed class SealedKeyList(IConnectionMultiplexer redis)
{
    /// <summary>Reads all entries, oldest first.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public IReadOnlyList<byte[]> Read() => [.. redis.GetDatabase().ListRange(RedisKeys.SealedKeys).Select(entry => (byte[]?)entry ?? [])];

    /// <summary>Adds an entry.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public void Add(byte[] entry) => redis.GetDatabase().ListRightPush(RedisKeys.SealedKeys, entry);
}
