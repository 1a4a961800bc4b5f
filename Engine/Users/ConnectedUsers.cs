using AspireChat.Engine.AdminModule;
using AspireChat.Engine.ChatModule;
using AspireChat.Engine.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.Engine.Users;

/// <summary>
/// Notes in Redis who is connected to this node, and when everybody was here last. Changes are gathered for a moment, so that connecting costs
/// nothing by itself and a thousand clients who come at once are a few commands.
/// </summary>
internal sealed partial class ConnectedUsers(NodeIdentity node, IConnectionMultiplexer redis, TimeProvider time, ILogger<ConnectedUsers> logger)
    : BackgroundService
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Dictionary<string, int> _here = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _came = new(StringComparer.Ordinal);
    private readonly HashSet<string> _went = new(StringComparer.Ordinal);

    /// <summary>A connection of the user began.</summary>
    public void Enter(ChatCaller user)
    {
        lock (_gate)
        {
            _here[user.User] = _here.GetValueOrDefault(user.User) + 1;
            _went.Remove(user.User);
            _came[user.User] = user.Name;
            Wake();
        }
    }

    /// <summary>A connection of the user ended.</summary>
    public void Leave(ChatCaller user)
    {
        lock (_gate)
        {
            var left = _here.GetValueOrDefault(user.User) - 1;
            if (left > 0)
            {
                _here[user.User] = left;
                return;
            }

            // Whoever came and went within the moment was here all the same, so the name stays in what is to be written.
            _here.Remove(user.User);
            _went.Add(user.User);
            Wake();
        }
    }

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await _changed.WaitAsync(Interval, stoppingToken))
            {
                await Task.Delay(Gather, time, stoppingToken);
            }

            try
            {
                await WriteAsync();
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                // What reached Redis is not known; the next look compares.
            }
            catch (Exception unexpected) when (unexpected is not ObjectDisposedException)
            {
                LogFailed(unexpected);
            }
        }
    }

    private void Wake()
    {
        if (_changed.CurrentCount == 0)
        {
            _changed.Release();
        }
    }

    private async Task WriteAsync()
    {
        List<KeyValuePair<string, string>> came;
        List<string> went;
        int count;
        lock (_gate)
        {
            came = [.. _came];
            went = [.. _went];
            count = _here.Count;
        }

        var database = redis.GetDatabase();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var key = RedisKeys.NodeUsers(node.Id);
        List<Task> writes = [];
        if (came.Count > 0)
        {
            writes.Add(database.HashSetAsync(RedisKeys.UserNames, [.. came.Select(user => new HashEntry(user.Key, user.Value))]));
            writes.Add(database.SortedSetAddAsync(RedisKeys.UsersSince, [.. came.Select(user => new SortedSetEntry(user.Key, now))], SortedSetWhen.NotExists));
            writes.Add(database.SetAddAsync(key, [.. came.Select(user => (RedisValue)user.Key)]));
        }

        if (went.Count > 0)
        {
            writes.Add(database.SetRemoveAsync(key, [.. went.Select(user => (RedisValue)user)]));
        }

        var seen = came.Select(user => user.Key).Union(went).Select(user => new SortedSetEntry(user, now)).ToArray();
        if (seen.Length > 0)
        {
            writes.Add(database.SortedSetAddAsync(RedisKeys.Users, seen));
        }

        var written = database.SetLengthAsync(key);
        await Task.WhenAll(writes);
        if (await written != count)
        {
            await WriteAgainAsync(database, key);
        }

        lock (_gate)
        {
            // Unless it changed again meanwhile: then the next round has it.
            came.ForEach(user => ((ICollection<KeyValuePair<string, string>>)_came).Remove(user));
            _went.ExceptWith(went.Where(user => !_here.ContainsKey(user)));
        }
    }

    /// <summary>Redis was away when somebody went, or others took this node for dead and deleted the set.</summary>
    private async Task WriteAgainAsync(IDatabase database, RedisKey key)
    {
        RedisValue[] here;
        lock (_gate)
        {
            here = [.. _here.Keys.Select(user => (RedisValue)user)];
        }

        var deleted = database.KeyDeleteAsync(key);
        if (here.Length > 0)
        {
            await database.SetAddAsync(key, here);
        }

        await deleted;
    }

    [LoggerMessage(1, LogLevel.Error, "Who is connected could not be noted.")]
    private partial void LogFailed(Exception exception);
}
