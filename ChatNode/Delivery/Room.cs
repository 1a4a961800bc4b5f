using AspireChat.ChatNode.Presence;
using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Delivery;

/// <summary>A room that a connection on this node has joined: its feed, its connections here, and its presence.</summary>
internal sealed class Room(
    string name, RoomFeed feed, RoomPresence presence, CachedRoomRules rules, CancellationTokenSource stopping)
{
    private readonly Lock _gate = new();
    private readonly HashSet<RoomConnection> _connections = [];
    private RoomConnection[]? _snapshot = [];
    private LogPosition _pumped = feed.Position;
    private int _evictions;

    /// <summary>The room's name.</summary>
    public string Name { get; } = name;

    /// <summary>Its live events.</summary>
    public RoomFeed Feed { get; } = feed;

    /// <summary>Who is online.</summary>
    public RoomPresence Presence { get; } = presence;

    /// <summary>Its newest events.</summary>
    public RoomTail Tail { get; } = new();

    /// <summary>The rules that are in force in it.</summary>
    public CachedRoomRules Rules { get; } = rules;

    /// <summary>
    /// The position that the pump has reached. Set before the connections are served, so that a connection that falls behind sees it.
    /// </summary>
    public LogPosition Pumped
    {
        get => Volatile.Read(ref _pumped);
        set => Volatile.Write(ref _pumped, value);
    }

    /// <summary>The loop that serves the connections.</summary>
    public Task Pumping { get; set; } = Task.CompletedTask;

    /// <summary>
    /// How often connections were evicted. A join that was allowed before an eviction and enters after it must check the membership again.
    /// </summary>
    public int Evictions => Volatile.Read(ref _evictions);

    /// <summary>Returns the connections to choose from for an eviction.</summary>
    public RoomConnection[] BeginEviction()
    {
        Interlocked.Increment(ref _evictions);
        return Connections();
    }

    /// <summary>Adds a connection; the next batch goes to it too.</summary>
    public void Add(RoomConnection connection)
    {
        lock (_gate)
        {
            _connections.Add(connection);
            _snapshot = null;
        }
    }

    /// <summary>Removes a connection.</summary>
    public void Remove(RoomConnection connection)
    {
        lock (_gate)
        {
            _connections.Remove(connection);
            _snapshot = null;
        }
    }

    /// <summary>The connections, copied only after a change: a thousand joins between two batches cost one copy.</summary>
    public RoomConnection[] Connections()
    {
        lock (_gate)
        {
            return _snapshot ??= [.. _connections];
        }
    }

    /// <summary>Stops the pump and the subscription.</summary>
    public async Task CloseAsync()
    {
        await stopping.CancelAsync();
        Feed.Resync();
        await Pumping;
        await Feed.DisposeAsync();
        await Presence.CloseAsync();
        Presence.Dispose();
        stopping.Dispose();
    }
}
