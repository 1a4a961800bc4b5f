using StackExchange.Redis;

namespace AspireChat.Web.Accounts;

/// <summary>
/// Moves names that were kept under the way an earlier version folded them, at the start: else a name with a passphrase would be free to take. Safe to run
/// at any time and by several replicas.
/// </summary>
internal sealed partial class NameUpgrade(IConnectionMultiplexer redis, ILogger<NameUpgrade> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var done = false; !done && !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                done = await MoveAllAsync(stoppingToken);
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                LogAway(away.Message);
            }

            if (!done)
            {
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>False while Redis is not connected yet: then no server was asked.</summary>
    private async Task<bool> MoveAllAsync(CancellationToken cancellationToken)
    {
        var servers = redis.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }).ToList();
        foreach (var server in servers)
        {
            // Ends in the brace: a name itself, not what is counted for it.
            await foreach (var key in server.KeysAsync(pattern: "chat:name:{*}").WithCancellation(cancellationToken))
            {
                await MoveAsync(key);
            }
        }

        return servers.Count > 0;
    }

    private async Task MoveAsync(RedisKey from)
    {
        var database = redis.GetDatabase();
        string? name = await database.HashGetAsync(from, "name");
        var to = NameKeys.Name(NameFolding.Fold(name ?? ""));
        if (name is null || to == from)
        {
            return;
        }

        var entries = await database.HashGetAllAsync(from);
        var left = await database.KeyTimeToLiveAsync(from);
        if (entries.Length == 0 || left is null)
        {
            return;
        }

        // The field decides which of two gets the name; the other one keeps an entry that nobody looks at, and it ends by itself.
        if (!await database.HashSetAsync(to, "user", entries.First(entry => entry.Name == "user").Value, When.NotExists))
        {
            LogTaken(name);
            return;
        }

        await database.HashSetAsync(to, entries);
        await database.KeyExpireAsync(to, left);
        await database.KeyDeleteAsync(from);
    }

    [LoggerMessage(1, LogLevel.Warning, "Names of an earlier version are not moved yet: {Why}")]
    private partial void LogAway(string why);

    [LoggerMessage(2, LogLevel.Warning, "The name {Name} is no longer its owner's: it looks like one that somebody else has.")]
    private partial void LogTaken(string name);
}
