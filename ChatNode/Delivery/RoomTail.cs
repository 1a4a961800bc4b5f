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
    private bool _isComplete;

    /// <summary>The tail's size in bytes.</summary>
    public int Bytes { get; private set; }

    /// <summary>How many events it has.</summary>
    public int Count => _count;

    /// <summary>Its place among the tails, by the time of the last addition; null before the first one.</summary>
    public LinkedListNode<RoomTail>? Place { get; set; }

    /// <summary>Whether the room is closed: then nothing is kept any more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>
    /// Adds the next event. If it is not the next one, the tail starts with it. So it does with a deletion: the log no longer has the
    /// content of the deleted message, and who joins later must not receive it from here.
    /// </summary>
    public void Add(string epoch, StoredEvent next)
    {
        if (_epoch == epoch && next.Seq <= _last && next.Seq > _last - _count)
        {
            // It came with a page of the log before.
            return;
        }

        if (next.IsDeletion)
        {
            Clear();
        }

        Append(epoch, next);
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

    /// <summary>Begins with a page of the log that ends at the log's end, unless there is something already.</summary>
    /// <param name="page">The page.</param>
    /// <param name="isComplete">Whether the log has nothing before the page.</param>
    public void Begin(LogPage page, bool isComplete)
    {
        if (_count > 0)
        {
            return;
        }

        foreach (var stored in page.Events)
        {
            Append(page.Head.Epoch, stored);
        }

        _isComplete = isComplete && _count == page.Events.Count;
    }

    /// <summary>
    /// Returns what a join gets: the events after a position or, without one, the newest. Null if not all of them are here.
    /// </summary>
    /// <param name="after">The position; null = none.</param>
    /// <param name="newest">Maximum number of the newest events.</param>
    /// <param name="limit">Maximum number of events after the position.</param>
    /// <param name="maxMissed">Maximum number of events that there may be after the position.</param>
    public LogPage? PageFor(LogPosition? after, int newest, int limit, int maxMissed)
    {
        var oldest = _last - _count + 1;
        var first = after is null ? Math.Max(oldest, _last - newest + 1) : after.Seq + 1;
        var isHere = after is null
            ? _count >= newest || _isComplete
            : after.Epoch == _epoch && first >= oldest && first <= _last + 1 && _last - after.Seq <= maxMissed;
        if (_count == 0 || !isHere)
        {
            return null;
        }

        var events = new StoredEvent[Math.Min(_last - first + 1, after is null ? newest : limit)];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = new StoredEvent(first + i, _events[IndexOf(first + i)]);
        }

        return new LogPage(new LogPosition(_epoch, _last), events.Length > 0 ? first : 0, events);
    }

    /// <summary>Removes the oldest event.</summary>
    public void RemoveOldest()
    {
        _isComplete = false;
        ref var oldest = ref _events[IndexOf(_last - _count + 1)];
        Bytes -= oldest.Length;
        oldest = default;
        _count--;
    }

    /// <summary>Removes all events.</summary>
    public void Clear() => (_events, _last, _count, _isComplete, Bytes) = ([], 0, 0, false, 0);

    private void Append(string epoch, StoredEvent next)
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
