using AspireChat.Store.Logs;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// Keeps the tails of this node's rooms within bounds, so that connections that fell behind catch up from memory. Without them each would
/// read its own pages of the log, which delays the appends, which lets more connections fall behind. Thread-safe.
/// </summary>
internal sealed class RoomTails(int maxEvents = RoomTails.DefaultEvents, int maxRoomBytes = 1 << 20, long maxBytes = 64 << 20)
{
    /// <summary>How many events of a room are kept, unless its log is shorter.</summary>
    public const int DefaultEvents = 1_024;

    private readonly Lock _gate = new();

    // The room that was quiet for longest is first.
    private readonly LinkedList<RoomTail> _tails = [];
    private long _bytes;

    /// <summary>The size of all tails, in bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Adds a batch's events to a room's tail.</summary>
    public void Add(RoomTail tail, FeedBatch batch)
    {
        lock (_gate)
        {
            _bytes -= tail.Bytes;
            foreach (var json in batch.Events)
            {
                tail.Add(batch.Epoch, StoredEvent.Parse(json));
                Shorten(tail);
            }

            Account(tail);
        }
    }

    /// <summary>
    /// Begins a room's tail with a page that was read from the log, so that those who join next need not read it again. Nothing happens if
    /// the page is older than what the pump has delivered: something in it may have been deleted since.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="page">A page that ends at the log's end.</param>
    /// <param name="isComplete">Whether the log has nothing before the page.</param>
    public void Begin(Room room, LogPage page, bool isComplete)
    {
        var tail = room.Tail;
        lock (_gate)
        {
            if (tail.IsClosed || tail.Count > 0 || page.Head.Epoch != room.Pumped.Epoch || page.Head.Seq < room.Pumped.Seq)
            {
                return;
            }

            tail.Begin(page, isComplete);
            Shorten(tail);
            Account(tail);
        }
    }

    /// <summary>Returns what a join gets; null if it is not all in memory. See <see cref="RoomTail.PageFor"/>.</summary>
    public LogPage? PageFor(RoomTail tail, LogPosition? after, int newest, int limit, int maxMissed)
    {
        lock (_gate)
        {
            return tail.PageFor(after, newest, limit, maxMissed);
        }
    }

    /// <summary>Returns events after a position; null if they are not all in memory, or there are none.</summary>
    public List<ReadOnlyMemory<byte>>? ReadAfter(RoomTail tail, LogPosition position, int limit)
    {
        lock (_gate)
        {
            return tail.ReadAfter(position, limit);
        }
    }

    /// <summary>Forgets a room that is closed.</summary>
    public void Remove(RoomTail tail)
    {
        lock (_gate)
        {
            Drop(tail);
            tail.IsClosed = true;
        }
    }

    private void Shorten(RoomTail tail)
    {
        while (tail.Count > maxEvents || tail.Bytes > maxRoomBytes)
        {
            tail.RemoveOldest();
        }
    }

    private void Account(RoomTail tail)
    {
        _bytes += tail.Bytes;
        MoveToEnd(tail);
        while (_bytes > maxBytes && _tails.First is { } quietest)
        {
            Drop(quietest.Value);
        }
    }

    private void MoveToEnd(RoomTail tail)
    {
        if (tail.Place is null)
        {
            tail.Place = _tails.AddLast(tail);
        }
        else if (tail.Place != _tails.Last)
        {
            _tails.Remove(tail.Place);
            _tails.AddLast(tail.Place);
        }
    }

    private void Drop(RoomTail tail)
    {
        if (tail.Place is { } place)
        {
            _tails.Remove(place);
            tail.Place = null;
        }

        _bytes -= tail.Bytes;
        tail.Clear();
    }
}
