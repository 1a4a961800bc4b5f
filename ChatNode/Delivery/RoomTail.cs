using System.Numerics;
using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Delivery;

/// <summary>The newest events of a room, in memory, without gaps. Guarded by <see cref="RoomTails"/>.</summary>
internal sealed class RoomTail
{
    private const int MinCapacity = 16;

    // The event with seq s is at s modulo the length, which is a power of two.
    private ReadOnlyMemory<byte>[] _events = [];
    private string _epoch = "";
    private long _last;
    private int _count;

    /// <summary>The tail's size in bytes.</summary>
    public int Bytes { get; private set; }

    /// <summary>How many events it has.</summary>
    public int Count => _count;

    /// <summary>Its place among the tails, by the time of the last addition; null before the first one.</summary>
    public LinkedListNode<RoomTail>? Place { get; set; }

    /// <summary>Adds the next event. If it is not the next one, the tail starts with it.</summary>
    public void Add(string epoch, StoredEvent next)
    {
        if (_epoch != epoch || next.Seq != _last + 1)
        {
            Clear();
            _epoch = epoch;
        }

        if (_count == _events.Length)
        {
            Grow(next.Seq);
        }

        _events[IndexOf(next.Seq)] = next.Json;
        (_last, _count, Bytes) = (next.Seq, _count + 1, Bytes + next.Json.Length);
    }

    /// <summary>Returns events after a position; null if the tail does not reach back that far, or has nothing newer.</summary>
    public List<ReadOnlyMemory<byte>>? ReadAfter(LogPosition position, int limit)
    {
        if (position.Epoch != _epoch || position.Seq >= _last || position.Seq < _last - _count)
        {
            return null;
        }

        var events = new List<ReadOnlyMemory<byte>>((int)Math.Min(limit, _last - position.Seq));
        for (var seq = position.Seq + 1; seq <= _last && events.Count < limit; seq++)
        {
            events.Add(_events[IndexOf(seq)]);
        }

        return events;
    }

    /// <summary>Removes the oldest event.</summary>
    public void RemoveOldest()
    {
        ref var oldest = ref _events[IndexOf(_last - _count + 1)];
        Bytes -= oldest.Length;
        oldest = default;
        _count--;
    }

    /// <summary>Removes all events.</summary>
    public void Clear() => (_events, _last, _count, Bytes) = ([], 0, 0, 0);

    private int IndexOf(long seq) => (int)(seq & (_events.Length - 1));

    private void Grow(long next)
    {
        var (old, mask) = (_events, _events.Length - 1);
        _events = new ReadOnlyMemory<byte>[BitOperations.RoundUpToPowerOf2((uint)Math.Max(MinCapacity, old.Length + 1))];
        for (var seq = next - _count; seq < next; seq++)
        {
            _events[IndexOf(seq)] = old[seq & mask];
        }
    }
}
