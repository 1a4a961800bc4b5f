using AspireChat.Contracts;

namespace AspireChat.Client.Rooms;

/// <summary>
/// Tells a room's updates in order, one at a time, outside of every lock: a handler may call back, and what that brings about
/// is told after it.
/// </summary>
internal sealed class RoomDelivery(ChatRoom room, Action<RoomUpdate> updated, Action<string> report)
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _waiting = new();
    private bool _running;
    private volatile bool _stopped;

    public void Add(IReadOnlyList<RoomUpdate> updates, JoinResult? join, string epoch, long lastSeq)
    {
        lock (_gate)
        {
            if (join is not null)
            {
                _waiting.Enqueue(() => room.SetJoined(join));
            }

            foreach (var update in updates)
            {
                _waiting.Enqueue(() => Tell(update, epoch, lastSeq));
            }
        }
    }

    public void AddChanged(Action changed)
    {
        lock (_gate)
        {
            _waiting.Enqueue(changed);
        }
    }

    /// <summary>Tells what waits, unless another call is at it.</summary>
    public void Run()
    {
        lock (_gate)
        {
            if (_running)
            {
                return;
            }

            _running = true;
        }

        while (TryNext(out var next))
        {
            try
            {
                next();
            }
            catch (Exception error)
            {
                // A handler's fault must not cost the room its next updates.
                report($"A handler of {nameof(ChatConnection.Updated)} failed: {error.Message}");
            }
        }
    }

    public void Stop() => _stopped = true;

    private bool TryNext(out Action next)
    {
        lock (_gate)
        {
            return _running = _waiting.TryDequeue(out next!);
        }
    }

    private void Tell(RoomUpdate update, string epoch, long lastSeq)
    {
        if (!_stopped)
        {
            room.Apply(update, epoch, lastSeq);
            updated(update);
        }
    }
}
