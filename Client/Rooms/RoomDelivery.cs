using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>
/// Raises a room's updates in order, one at a time and outside of every lock. A handler can call back; updates that this causes are
/// raised after it returns.
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
                _waiting.Enqueue(() => Raise(update, epoch, lastSeq));
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

    /// <summary>Raises the waiting updates, unless another call is doing so.</summary>
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
                // No exception is expected here. If one comes, report it and go on: a room that silently stops would be worse.
                report($"Room {room.Name}: {error.Message}");
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

    private void Raise(RoomUpdate update, string epoch, long lastSeq)
    {
        if (!_stopped)
        {
            room.Apply(update, epoch, lastSeq);
            updated(update);
        }
    }
}
