using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using AspireChat.Store.Presence;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Presence;

/// <summary>
/// Who is online in one room. This node's users are in the room's hash under the node's id, and count only while that node is alive. So
/// nothing has to be refreshed room by room, and the users of a killed node disappear together with its registration.
/// </summary>
/// <remarks>
/// Changes are collected for a moment and written together: a thousand users who join at once are a few announcements, not a thousand
/// announcements to a thousand users each.
/// </remarks>
internal sealed partial class RoomPresence(
    string room, NodeIdentity node, IConnectionMultiplexer redis, RoomLog log, NodeRegistry nodes, TimeProvider time, ILogger logger)
    : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GatherInBigRooms = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private const int BigRoom = 200;

    private readonly Lock _gate = new();
    private readonly LocalUsers _here = new();
    private readonly OnlineReader _online = new(room, redis, nodes, time);
    private readonly OnlineWriter _writer = new(room, node, redis);
    private Task _writing = Task.CompletedTask;
    private bool _listed;
    private bool _dirty;
    private bool _closed;

    /// <summary>A connection of the user joined the room here.</summary>
    public void Enter(string user, string name, bool away)
    {
        lock (_gate)
        {
            _here.Enter(user, name, away);
            Changed();
        }
    }

    /// <summary>A connection of the user left the room here.</summary>
    public void Leave(string user, bool away)
    {
        lock (_gate)
        {
            if (_here.Leave(user, away))
            {
                Changed();
            }
        }
    }

    /// <summary>The user became away, or came back, at one connection here.</summary>
    public void SetAway(string user, bool away)
    {
        lock (_gate)
        {
            if (_here.SetAway(user, away))
            {
                Changed();
            }
        }
    }

    /// <summary>Writes all users here again, because other nodes may have removed this node as dead.</summary>
    public void WriteAgain()
    {
        lock (_gate)
        {
            ForgetWritten();
            Changed();
        }
    }

    /// <summary>The room's connections here are about to be told who came or went.</summary>
    public void Told() => _online.Changed();

    /// <summary>
    /// Returns who is online, at most a second old. A connection that entered the room before this call misses no change: each one is
    /// either in the result or delivered to the connection.
    /// </summary>
    public Task<OnlineView> ViewAsync() => _online.ReadAsync(fresh: false);

    /// <summary>
    /// Writes the last changes. If Redis cannot be reached they are dropped; the end of this node's lease then has the same effect.
    /// </summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            return _writing;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _online.Dispose();

    private void ForgetWritten()
    {
        _here.ForgetWritten();
        _listed = false;
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
            await Task.Delay(failed ? Retry : _online.Last.Users.Count > BigRoom ? GatherInBigRooms : Gather, time);
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
                    ForgetWritten();
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
        IReadOnlyList<RoomUser> came;
        IReadOnlyList<string> went;
        bool isListed;
        lock (_gate)
        {
            _dirty = false;
            (came, went) = _here.TakeChanges();
            (isListed, _listed) = (_listed, _listed || came.Count + went.Count > 0);
        }

        if (came.Count + went.Count == 0)
        {
            return;
        }

        await _writer.WriteAsync(came, went, isListed);
        await AnnounceAsync(came, went);
    }

    private async Task AnnounceAsync(IReadOnlyList<RoomUser> came, IReadOnlyList<string> went)
    {
        // A user who is still connected elsewhere did not go offline, and one who is active on another device is not away.
        var view = await _online.ReadAsync(fresh: true);
        await log.PublishAsync(room, new RoomEvent
        {
            Kind = EventKind.Presence,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Online =
            [
                .. came.Take(OnlineView.MaxListed).Select(user => user with { Away = view.Away.Contains(user.User) ? true : null }),
                .. went.Where(view.Away.Contains).Select(user => new RoomUser { User = user, Name = view.Users[user], Away = true }),
            ],
            Offline = [.. went.Where(user => !view.Users.ContainsKey(user))],
            OnlineCount = view.Users.Count,
            Node = node.Name,
        });
    }

    [LoggerMessage(1, LogLevel.Error, "Presence in room {Room} could not be written.")]
    private partial void LogFailed(Exception exception, string room);
}
