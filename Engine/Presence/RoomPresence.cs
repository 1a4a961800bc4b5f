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
    private readonly Dictionary<string, (string Name, int Connections)> _here = [];
    private readonly HashSet<string> _written = [];
    private readonly SemaphoreSlim _reading = new(1);
    private Task _writing = Task.CompletedTask;
    private bool _dirty;
    private bool _closed;
    private OnlineView _view = new(new Dictionary<string, string>());
    private long _viewAt;

    /// <summary>A connection of the user joined the room here.</summary>
    public void Enter(string user, string name)
    {
        lock (_gate)
        {
            _here[user] = (name, _here.GetValueOrDefault(user).Connections + 1);
            Changed();
        }
    }

    /// <summary>A connection of the user left the room here.</summary>
    public void Leave(string user)
    {
        lock (_gate)
        {
            if (!_here.TryGetValue(user, out var entry))
            {
                return;
            }

            if (entry.Connections > 1)
            {
                _here[user] = (entry.Name, entry.Connections - 1);
                return;
            }

            _here.Remove(user);
            Changed();
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
            came = [.. _here.Where(user => !_written.Contains(user.Key)).Select(user => new RoomUser { User = user.Key, Name = user.Value.Name })];
            went = [.. _written.Where(user => !_here.ContainsKey(user))];
            _written.UnionWith(came.Select(user => user.User));
            _written.ExceptWith(went);
        }

        if (came.Count + went.Count == 0)
        {
            return;
        }

        var database = redis.GetDatabase();
        var key = RedisKeys.Online(room);
        var registered = database.SetAddAsync(RedisKeys.NodeRooms(node.Id), room);
        var added = database.HashSetAsync(key, [.. came.Select(user => new HashEntry(OnlineField.Of(node.Id, user.User), user.Name))]);
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

        // Whoever is still connected elsewhere did not go.
        var view = _view;
        await log.PublishAsync(room, new RoomEvent
        {
            Kind = EventKind.Presence,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Online = [.. came.Take(OnlineView.MostListed)],
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
}
