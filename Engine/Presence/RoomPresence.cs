using AspireChat.Contracts;
using AspireChat.Engine.AdminModule;
using AspireChat.Engine.Redis;
using AspireChat.Engine.Rooms;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.Engine.Presence;

/// <summary>
/// Who is online in one room. This node's users stand in the room's hash under the node's id, and count only while that node lives; so
/// nothing needs refreshing room by room, and a killed node's users vanish together with its registration.
/// </summary>
/// <remarks>
/// Changes are gathered for a moment and written together: a thousand users who come at once are a few announcements, not a thousand
/// announcements to a thousand users each.
/// </remarks>
internal sealed partial class RoomPresence(
    string room, NodeIdentity node, IConnectionMultiplexer redis, RoomLog log, NodeRegistry nodes, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GatherInBigRooms = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ViewLifetime = TimeSpan.FromSeconds(1);
    private const int BigRoom = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Here> _here = [];
    private readonly HashSet<string> _written = [];
    private readonly HashSet<string> _again = [];
    private readonly SemaphoreSlim _reading = new(1);
    private Task _writing = Task.CompletedTask;
    private bool _dirty;
    private bool _closed;
    private OnlineView _view = new(new Dictionary<string, string>());
    private long _viewAt;

    /// <summary>A connection of the user joined the room here.</summary>
    public void Enter(string user, string name, bool away)
    {
        lock (_gate)
        {
            var before = _here.GetValueOrDefault(user);
            Set(user, new Here(name, before.Connections + 1, before.Away + (away ? 1 : 0)), before);
        }
    }

    /// <summary>A connection of the user left the room here.</summary>
    public void Leave(string user, bool away)
    {
        lock (_gate)
        {
            if (!_here.TryGetValue(user, out var before))
            {
                return;
            }

            if (before.Connections > 1)
            {
                Set(user, new Here(before.Name, before.Connections - 1, before.Away - (away ? 1 : 0)), before);
                return;
            }

            _here.Remove(user);
            Changed();
        }
    }

    /// <summary>Nobody, or somebody again, is in front of one of the user's connections here.</summary>
    public void SetAway(string user, bool away)
    {
        lock (_gate)
        {
            if (_here.TryGetValue(user, out var before))
            {
                Set(user, before with { Away = before.Away + (away ? 1 : -1) }, before);
            }
        }
    }

    /// <summary>Writes everybody here again, because others may have taken this node for dead.</summary>
    public void WriteAgain()
    {
        lock (_gate)
        {
            _written.Clear();
            Changed();
        }
    }

    /// <summary>Who is online, at most a second old.</summary>
    public async Task<OnlineView> ViewAsync()
    {
        await _reading.WaitAsync();
        try
        {
            if (_viewAt == 0 || time.GetElapsedTime(_viewAt) > ViewLifetime)
            {
                await ReadAsync();
            }

            return _view;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Writes the last changes; if Redis is away they are given up, and the end of this node's lease takes their place.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            return _writing;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private void Set(string user, Here now, Here before)
    {
        _here[user] = now;
        if (before.Connections > 0 && before.IsAway != now.IsAway)
        {
            _again.Add(user);
        }

        Changed();
    }

    private void Changed()
    {
        _dirty = true;
        if (_writing.IsCompleted)
        {
            _writing = WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        await Task.Yield();
        var failed = false;
        while (true)
        {
            await Task.Delay(failed ? Retry : _view.Users.Count > BigRoom ? GatherInBigRooms : Gather, time);
            failed = false;
            try
            {
                await WriteOnceAsync();
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                failed = true;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (Exception unexpected)
            {
                LogFailed(unexpected, room);
            }

            lock (_gate)
            {
                if (failed)
                {
                    // What reached Redis is not known, so everything is written again.
                    _written.Clear();
                    _dirty = !_closed;
                }

                if (!_dirty)
                {
                    _writing = Task.CompletedTask;
                    return;
                }
            }
        }
    }

    private async Task WriteOnceAsync()
    {
        List<RoomUser> came;
        List<string> went;
        lock (_gate)
        {
            _dirty = false;
            came =
            [
                .. _here.Where(user => !_written.Contains(user.Key) || _again.Contains(user.Key))
                    .Select(user => new RoomUser { User = user.Key, Name = user.Value.Name, Away = user.Value.IsAway ? true : null }),
            ];
            went = [.. _written.Where(user => !_here.ContainsKey(user))];
            _written.UnionWith(came.Select(user => user.User));
            _written.ExceptWith(went);
            _again.Clear();
        }

        if (came.Count + went.Count == 0)
        {
            return;
        }

        var database = redis.GetDatabase();
        var key = RedisKeys.Online(room);
        var registered = database.SetAddAsync(RedisKeys.NodeRooms(node.Id), room);
        var added = database.HashSetAsync(
            key, [.. came.Select(user => new HashEntry(OnlineField.Of(node.Id, user.User), OnlineField.Value(user.Name, user.Away == true)))]);
        var removed = database.HashDeleteAsync(key, [.. went.Select(user => (RedisValue)OnlineField.Of(node.Id, user))]);
        await Task.WhenAll(registered, added, removed);
        await AnnounceAsync(came, went);
    }

    private async Task AnnounceAsync(IReadOnlyList<RoomUser> came, IReadOnlyList<string> went)
    {
        await _reading.WaitAsync();
        try
        {
            await ReadAsync();
        }
        finally
        {
            _reading.Release();
        }

        // Whoever is still connected elsewhere did not go, and whoever is at another device is not away.
        var view = _view;
        await log.PublishAsync(room, new RoomEvent
        {
            Kind = EventKind.Presence,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Online =
            [
                .. came.Take(OnlineView.MostListed).Select(user => user with { Away = view.Away.Contains(user.User) ? true : null }),
                .. went.Where(view.Away.Contains).Select(user => new RoomUser { User = user, Name = view.Users[user], Away = true }),
            ],
            Offline = [.. went.Where(user => !view.Users.ContainsKey(user))],
            OnlineCount = view.Users.Count,
            Node = node.Name,
        });
    }

    private async Task ReadAsync()
    {
        var entries = await redis.GetDatabase().HashGetAllAsync(RedisKeys.Online(room));
        if (entries.Any(entry => !nodes.IsLive(OnlineField.Split(entry.Name!).NodeId)))
        {
            // Perhaps a node that is newer than the last look.
            await nodes.LookAsync();
        }

        _view = OnlineField.View(entries, nodes.IsLive);
        _viewAt = time.GetTimestamp();
    }

    [LoggerMessage(1, LogLevel.Error, "Presence in room {Room} could not be written.")]
    private partial void LogFailed(Exception exception, string room);

    /// <summary>A user here: how many connections, and how many of them with nobody in front.</summary>
    private readonly record struct Here(string Name, int Connections, int Away)
    {
        public bool IsAway => Away >= Connections;
    }
}
