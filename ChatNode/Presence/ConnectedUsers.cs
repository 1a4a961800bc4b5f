using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Presence;

/// <summary>
/// Records in Redis who is connected to this node, and when each user was last seen. Changes are collected for a moment, so that connecting
/// costs nothing by itself and a thousand clients that connect at once are a few commands.
/// </summary>
internal sealed partial class ConnectedUsers(
    NodeIdentity node, IConnectionMultiplexer redis, TimeProvider time, ILogger<ConnectedUsers> logger)
    : BackgroundService
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Dictionary<string, int> _here = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _away = new(StringComparer.Ordinal);
    private readonly HashSet<string> _awayChanged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _came = new(StringComparer.Ordinal);
    private readonly HashSet<string> _went = new(StringComparer.Ordinal);

    /// <summary>A connection of the user started.</summary>
    public void Enter(string user, string name)
    {
        lock (_gate)
        {
            _here[user] = _here.GetValueOrDefault(user) + 1;
            if (_away.ContainsKey(user))
            {
                _awayChanged.Add(user);
            }

            _went.Remove(user);
            _came[user] = name;
            Wake();
        }
    }

    /// <summary>A connection of the user ended.</summary>
    /// <param name="user">The user.</param>
    /// <param name="wasAway">Whether the user was away at it.</param>
    public void Leave(string user, bool wasAway)
    {
        lock (_gate)
        {
            if (wasAway)
            {
                CountAway(user, -1);
            }

            var left = _here.GetValueOrDefault(user) - 1;
            if (left > 0)
            {
                _here[user] = left;
                if (_away.ContainsKey(user))
                {
                    _awayChanged.Add(user);
                    Wake();
                }

                return;
            }

            // A user who came and went within the moment was still here, so the name is still written.
            _here.Remove(user);
            _went.Add(user);
            Wake();
        }
    }

    /// <summary>The user became away, or came back, at one connection.</summary>
    public void SetAway(string user, bool away)
    {
        lock (_gate)
        {
            CountAway(user, away ? 1 : -1);
        }
    }

    private void CountAway(string user, int step)
    {
        var count = _away.GetValueOrDefault(user) + step;
        if (count > 0)
        {
            _away[user] = count;
        }
        else
        {
            _away.Remove(user);
        }

        _awayChanged.Add(user);
        Wake();
    }

    private bool IsAway(string user) => _away.GetValueOrDefault(user) is > 0 and var away && away >= _here.GetValueOrDefault(user);

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
                // What reached Redis is not known; the next round compares.
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
        List<string> away;
        List<string> notAway;
        int count;
        lock (_gate)
        {
            away = [.. _awayChanged.Where(IsAway)];
            notAway = [.. _awayChanged.Where(user => !IsAway(user))];
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
            Write("HSET", RedisKeys.UserNames, came.SelectMany(user => new RedisValue[] { user.Key, user.Value }));
            Write("ZADD", RedisKeys.UsersSince, came.SelectMany(user => new RedisValue[] { now, user.Key }), "NX");
            Write("SADD", key, came.Select(user => (RedisValue)user.Key));
        }

        if (went.Count > 0)
        {
            writes.Add(database.SetRemoveAsync(key, [.. went.Select(user => (RedisValue)user)]));
        }

        if (away.Count > 0)
        {
            Write("SADD", RedisKeys.NodeAway(node.Id), away.Select(user => (RedisValue)user));
        }

        if (notAway.Count > 0)
        {
            writes.Add(database.SetRemoveAsync(RedisKeys.NodeAway(node.Id), [.. notAway.Select(user => (RedisValue)user)]));
        }

        Write("ZADD", RedisKeys.Users, came.Select(user => user.Key).Union(went).SelectMany(user => new RedisValue[] { now, user }));
        await Task.WhenAll(writes);
        if (await database.SetLengthAsync(key) != count)
        {
            await WriteAgainAsync(database, key);
        }

        lock (_gate)
        {
            // Unless it changed again in the meantime: then the next round writes it.
            came.ForEach(user => ((ICollection<KeyValuePair<string, string>>)_came).Remove(user));
            _went.ExceptWith(went.Where(user => !_here.ContainsKey(user)));
            _awayChanged.ExceptWith(away.Where(IsAway));
            _awayChanged.ExceptWith(notAway.Where(user => !IsAway(user)));
        }

        void Write(string command, RedisKey to, IEnumerable<RedisValue> values, params RedisValue[] options) => writes.AddRange(
            values.Chunk(FullRedis.MaxValues).Select(part => database.WriteEvenIfFullAsync(command, to, [.. options, .. part])));
    }

    /// <summary>Redis was away when a user left, or other nodes removed this node as dead and deleted the set.</summary>
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
            foreach (var part in here.Chunk(FullRedis.MaxValues))
            {
                await database.WriteEvenIfFullAsync("SADD", key, part);
            }
        }

        await deleted;
    }

    [LoggerMessage(1, LogLevel.Error, "The connected users could not be written to Redis.")]
    private partial void LogFailed(Exception exception);
}
