using AspireChat.ChatNode.Presence;
using AspireChat.Store.Logs;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The rooms that are open on this node. A room is open while a connection on this node has joined it.</summary>
internal sealed class OpenRooms(
    RoomLog log, RoomPump pump, RoomTails tails, ChatMetrics metrics, RoomPresenceFactory presences, IRoomRulesCache cache,
    IHostApplicationLifetime lifetime)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>The newest events of the rooms that are open.</summary>
    public RoomTails Tails { get; } = tails;

    /// <summary>The rooms that are open at this moment.</summary>
    public IReadOnlyList<Room> Open
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries.Values.Where(entry => entry.Opening.IsCompletedSuccessfully).Select(entry => entry.Opening.Result)];
            }
        }
    }

    /// <summary>Returns a room that is open at this moment; null if it is not.</summary>
    public Room? Find(string name)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(name) is { Users: > 0, Opening: { IsCompletedSuccessfully: true } opening }
                ? opening.Result
                : null;
        }
    }

    /// <summary>Opens the room unless it is open, and holds it open until <see cref="Release"/>.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<Room> AcquireAsync(string name)
    {
        Entry entry;
        lock (_gate)
        {
            if (!_entries.TryGetValue(name, out var existing) || existing.Opening is { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                existing = new Entry(OpenAsync(name, Task.CompletedTask));
                _entries[name] = existing;
            }
            else if (existing.Users == 0)
            {
                // It is being closed: wait for that, or its unsubscribe could overtake the new subscribe.
                existing = new Entry(OpenAsync(name, existing.Closing));
                _entries[name] = existing;
            }

            entry = existing;
            entry.Users++;
        }

        try
        {
            return await entry.Opening;
        }
        catch
        {
            lock (_gate)
            {
                if (_entries.GetValueOrDefault(name) == entry)
                {
                    _entries.Remove(name);
                }
            }

            throw;
        }
    }

    /// <summary>Releases one hold on the room; the last one closes it.</summary>
    public void Release(Room room)
    {
        lock (_gate)
        {
            var entry = _entries[room.Name];
            if (--entry.Users == 0)
            {
                entry.Closing = CloseAsync(room, entry);
            }
        }
    }

    /// <summary>Takes a connection out of a room.</summary>
    /// <returns>False if it had already left the room.</returns>
    public bool Exit(ClientConnection client, RoomConnection place)
    {
        if (!client.Exit(place))
        {
            return false;
        }

        place.Room.Presence.Leave(client.Caller.User, client.IsAway);
        Release(place.Room);
        return true;
    }

    /// <summary>Takes a connection that ended out of all its rooms. The user stays a member of them.</summary>
    public void ExitAll(ClientConnection client)
    {
        foreach (var place in client.Close())
        {
            Exit(client, place);
        }
    }

    private async Task<Room> OpenAsync(string name, Task closing)
    {
        await Task.Yield();
        await closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var cached = await cache.OpenAsync(name);
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        var (feed, newest) = await RoomFeed.OpenAsync(name, log, metrics, stopping.Token);
        var room = new Room(name, feed, presences.Create(name), cached, stopping);

        // Members who come back at once, after a node's death, get their page from there.
        Tails.Begin(room, newest, isComplete: newest.Events is [var first, ..] && first.Seq <= newest.Oldest);
        room.Pumping = pump.RunAsync(room, stopping.Token);
        return room;
    }

    private async Task CloseAsync(Room room, Entry entry)
    {
        await Task.Yield();
        try
        {
            await room.CloseAsync();
        }
        finally
        {
            cache.Close(room.Name);
            lock (_gate)
            {
                if (_entries.GetValueOrDefault(room.Name) == entry)
                {
                    _entries.Remove(room.Name);
                }
            }
        }
    }

    private sealed class Entry(Task<Room> opening)
    {
        public Task<Room> Opening { get; } = opening;

        public int Users { get; set; }

        public Task Closing { get; set; } = Task.CompletedTask;
    }
}
