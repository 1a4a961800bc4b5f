using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The rules of a room that is open on this node, as this node last read them.</summary>
internal sealed class CachedRoomRules(string room, RoomRulesStore store)
{
    private readonly Lock _gate = new();
    private long _begun;
    private long _taken;
    private volatile RoomRules _current = null!; // null only until the first read; nobody gets the room before that

    /// <summary>The rules.</summary>
    public RoomRules Current => _current;

    /// <summary>Reads the rules again. A slow read never overwrites what a later one found.</summary>
    public async Task ReadAsync()
    {
        var turn = Interlocked.Increment(ref _begun);
        var rules = await store.ReadAsync(room);
        lock (_gate)
        {
            if (turn > _taken)
            {
                (_taken, _current) = (turn, rules);
            }
        }
    }
}
