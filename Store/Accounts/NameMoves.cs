using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.Store.Accounts;

/// <summary>
/// Moves names that an earlier version folded differently to their new keys. Otherwise a name with a passphrase would be free to take. Safe
/// to run at any time and in several processes: a move that was interrupted is completed by the next one.
/// </summary>
public sealed partial class NameMoves(IConnectionMultiplexer redis, ILogger<NameMoves> logger)
{
    /// <summary>How long a hash lives that has neither a name nor a time to live: what is left of a move that was interrupted.</summary>
    private static readonly TimeSpan RemnantLifetime = TimeSpan.FromHours(1);

    private static readonly string MoveScript = RedisScript.Load("name-move");

    /// <summary>The keys that were warned about, so that a retry does not repeat it.</summary>
    private readonly HashSet<RedisKey> _warned = [];

    /// <summary>Moves all names that need it.</summary>
    /// <param name="fold">How names are folded now.</param>
    /// <param name="cancellationToken">Stops between two names.</param>
    /// <returns>False while Redis is not connected yet: then no server was asked.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<bool> MoveAllAsync(Func<string, string> fold, CancellationToken cancellationToken)
    {
        var servers = redis.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }).ToList();
        foreach (var server in servers)
        {
            await foreach (var key in server.KeysAsync(pattern: RedisKeys.NamePattern).WithCancellation(cancellationToken))
            {
                try
                {
                    await MoveAsync(key, fold);
                }
                catch (RedisServerException wrong) when (wrong.Message.Contains("WRONGTYPE", StringComparison.Ordinal))
                {
                    WarnOnce(key, () => LogSkipped(key.ToString(), wrong.Message));
                }
            }
        }

        return servers.Count > 0;
    }

    private async Task MoveAsync(RedisKey from, Func<string, string> fold)
    {
        var database = redis.GetDatabase();
        var entries = await database.HashGetAllAsync(from);
        string? name = entries.FirstOrDefault(entry => entry.Name == "name").Value;
        var user = entries.FirstOrDefault(entry => entry.Name == "user").Value;
        if (name is null || user.IsNull)
        {
            await database.KeyExpireAsync(from, RemnantLifetime, ExpireWhen.HasNoExpiry);
            return;
        }

        var to = RedisKeys.Name(fold(name));
        if (to == from || await database.KeyTimeToLiveAsync(from) is not { } left)
        {
            return;
        }

        RedisValue[] values = [user, (long)left.TotalMilliseconds, .. entries.SelectMany(entry => new[] { entry.Name, entry.Value })];
        if ((string?)await database.RunEvenIfFullAsync(MoveScript, [to], values) == "1")
        {
            await database.KeyDeleteAsync(from);
        }
        else
        {
            // Nobody reads the old key any more; it expires.
            WarnOnce(from, () => LogTaken(name));
        }
    }

    private void WarnOnce(RedisKey key, Action warn)
    {
        if (_warned.Add(key))
        {
            warn();
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The name {Name} was not moved: another user's name looks the same.")]
    private partial void LogTaken(string name);

    [LoggerMessage(2, LogLevel.Warning, "{Key} in Redis is not a name and was skipped: {Why}")]
    private partial void LogSkipped(string key, string why);
}
