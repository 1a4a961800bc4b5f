using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The rules of a room that is open on this node, as this node knows them.</summary>
internal sealed class RoomPolicy(string room, RoomRulesStore store)
{
    private readonly Lock _gate = new();
    private long _begun;
    private long _taken;
    private volatile RoomRules _rules = null!; // null only until the first reading, before which nobody is given the room

    /// <summary>The rules.</summary>
    public RoomRules Rules => _rules;

    /// <summary>Reads the rules. What a later reading found is not overwritten by an earlier one that took longer.</summary>
    public async Task ReadAsync()
    {
        var turn = Interlocked.Increment(ref _begun);
        var rules = await store.ReadAsync(room);
        lock (_gate)
        {
            if (turn > _taken)
            {
                (_taken, _rules) = (turn, rules);
            }
        }
    }
}
