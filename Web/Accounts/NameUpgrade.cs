using StackExchange.Redis;

namespace AspireChat.Web.Accounts;

/// <summary>
/// At the start, moves names that an earlier version folded differently to their new keys. Otherwise a name with a passphrase would be free
/// to take. Safe to run at any time and in several replicas: a move that was interrupted is completed by the next start.
/// </summary>
internal sealed partial class NameUpgrade(IConnectionMultiplexer redis, TimeProvider time, ILogger<NameUpgrade> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    /// <summary>How long a hash lives that has neither a name nor a time to live: what is left of a move that was interrupted.</summary>
    private static readonly TimeSpan RemnantLifetime = TimeSpan.FromHours(1);

    // KEYS: the new key. ARGV: user, time left (ms), field, value, field, value …
    // One key only: in a Redis Cluster the old one is in another slot. What the owner has changed under the new key stays as it is.
    private const string MoveScript = """
        local user = redis.call('HGET', KEYS[1], 'user')
        if user and user ~= ARGV[1] then
          return '0'
        end
        for i = 3, #ARGV, 2 do
          redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1])
        end
        if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
        end
        return '1'
        """;

    /// <summary>The keys that were warned about, so that a retry does not repeat it.</summary>
    private readonly HashSet<RedisKey> _warned = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; !await TryMoveAllAsync(stoppingToken); pause = pause * 2 < MaxPause ? pause * 2 : MaxPause)
        {
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task<bool> TryMoveAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await MoveAllAsync(cancellationToken);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            // Of whatever kind: an exception that escapes would stop Web.
            LogFailed(failed.Message);
            return false;
        }
    }

    /// <summary>False while Redis is not connected yet: then no server was asked.</summary>
    private async Task<bool> MoveAllAsync(CancellationToken cancellationToken)
    {
        var servers = redis.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }).ToList();
        foreach (var server in servers)
        {
            // Ends in the brace: a name itself, not its counters.
            await foreach (var key in server.KeysAsync(pattern: "chat:name:{*}").WithCancellation(cancellationToken))
            {
                try
                {
                    await MoveAsync(key);
                }
                catch (RedisServerException wrong) when (wrong.Message.Contains("WRONGTYPE", StringComparison.Ordinal))
                {
                    WarnOnce(key, () => LogSkipped(key.ToString(), wrong.Message));
                }
            }
        }

        return servers.Count > 0;
    }

    private async Task MoveAsync(RedisKey from)
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

        var to = NameKeys.Name(NameFolding.Fold(name));
        if (to == from || await database.KeyTimeToLiveAsync(from) is not { } left)
        {
            return;
        }

        RedisValue[] values = [user, (long)left.TotalMilliseconds, .. entries.SelectMany(entry => new[] { entry.Name, entry.Value })];
        if ((string?)await database.ScriptEvaluateAsync(MoveScript, [to], values) == "1")
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

    [LoggerMessage(1, LogLevel.Warning, "Names of an earlier version have not been moved yet and will be retried: {Why}")]
    private partial void LogFailed(string why);

    [LoggerMessage(2, LogLevel.Warning, "The name {Name} was not moved: another user's name looks the same.")]
    private partial void LogTaken(string name);

    [LoggerMessage(3, LogLevel.Warning, "{Key} in Redis is not a name and was skipped: {Why}")]
    private partial void LogSkipped(string key, string why);
}
