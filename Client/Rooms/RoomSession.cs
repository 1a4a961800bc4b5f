using System.Diagnostics;
using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>
/// One room of a connection: joins it on every new link, and again if events are missing, raises its updates, and then sends its
/// outbox.
/// </summary>
internal sealed class RoomSession : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConnectionLoop _connection;
    private readonly ChatConnectionOptions _options;
    private readonly Action _changed;
    private readonly RoomSequence _sequence;
    private readonly RoomDelivery _delivery;
    private readonly OutboxSender _sender;
    private readonly AsyncSignal _wake = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FirstJoin _firstJoin = new();
    private bool _rejoin;

    public RoomSession(string name, ConnectionLoop connection, ChatConnectionOptions options, Action<RoomUpdate> updated, Action changed)
    {
        _connection = connection;
        _options = options;
        _changed = changed;
        _sequence = new RoomSequence(name, options.HistoryPage);
        Room = new ChatRoom(name, options.HistoryPage);
        Outbox = new RoomOutbox(name, options.Time);
        Joined = new RoomLink();
        _delivery = new RoomDelivery(Room, updated, connection.Report);
        _sender = new OutboxSender(this, options, changed);
    }

    public ChatRoom Room { get; }

    public RoomOutbox Outbox { get; }

    /// <summary>Whether the room has been joined at least once.</summary>
    public bool WasJoined => _firstJoin.Succeeded;

    public long LastSeq
    {
        get
        {
            lock (_gate)
            {
                return _sequence.LastSeq;
            }
        }
    }

    /// <summary>The link on which the room is joined and up to date.</summary>
    public RoomLink Joined { get; }

    public void Start()
    {
        _ = Task.Run(() => KeepRunningAsync(SyncAsync));
        _ = Task.Run(() => KeepRunningAsync(_sender.RunAsync));
    }

    /// <summary>Signals that the link may have changed or that there is a message to send.</summary>
    public void Wake()
    {
        _wake.Set();
        _sender.Wake();
    }

    /// <summary>
    /// Waits for the first join. <paramref name="abandoned"/> is called if it failed, or when the last waiting caller gives up.
    /// </summary>
    public Task WaitForFirstJoinAsync(Action<RoomSession> abandoned, CancellationToken cancellationToken) =>
        _firstJoin.WaitAsync(() => abandoned(this), cancellationToken);

    public void Dispose() => Stop("The connection was closed.");

    public void Stop(string reason)
    {
        _stop.Cancel();
        _delivery.Stop();
        _firstJoin.Cancel();
        Outbox.CancelAll(reason);
        Room.Complete();
    }

    /// <summary>Processes a batch.</summary>
    public void Received(RoomBatch batch)
    {
        lock (_gate)
        {
            Take(_sequence.Receive(batch), join: null);
        }

        _delivery.Run();
    }

    /// <summary>The server reported that the room is not joined on this link.</summary>
    public void Rejoin(HubLink link)
    {
        Joined.Forget(link);
        _wake.Set();
    }

    private async Task KeepRunningAsync(Func<CancellationToken, Task> loop)
    {
        // Joining again, hours later, is not part of the activity that asked for the first join.
        Activity.Current = null;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await loop(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception error)
            {
                // No exception is expected here. If one comes, report it and go on: a room that silently stops would be worse.
                _connection.Report($"Room {Room.Name}: {error.Message}");
                await Task.Delay(_options.MaximumReconnectDelay, _options.Time, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(_options.MinimumReconnectDelay, _options.MaximumReconnectDelay, _options.Time);
        while (true)
        {
            var link = _connection.Link;
            if (link is null || (link == Joined.Current && !Volatile.Read(ref _rejoin)))
            {
                await _wake.WaitAsync(cancellationToken);
            }
            else if (await TryJoinAsync(link, cancellationToken))
            {
                backoff.Reset();
            }
            else
            {
                await backoff.DelayAsync(cancellationToken);
            }
        }
    }

    /// <summary>Returns false if events are still missing: wait, then join again.</summary>
    private async Task<bool> TryJoinAsync(HubLink link, CancellationToken cancellationToken)
    {
        try
        {
            JoinRequest request;
            lock (_gate)
            {
                _rejoin = false;
                request = _sequence.NextJoin();
            }

            var result = await link.Joins.JoinAsync(request, cancellationToken);
            if (result.Truncated && result.Epoch == request.Epoch)
            {
                await UncertainSends.FindAsync(Outbox, link, result, request.After ?? 0, cancellationToken);
            }

            Accept(link, result);
            return !Volatile.Read(ref _rejoin);
        }
        catch (LinkLostException)
        {
            Volatile.Write(ref _rejoin, true);
            return !link.IsOpen;
        }
        catch (ChatException refused)
        {
            Volatile.Write(ref _rejoin, true);
            if (_firstJoin.TryFail(refused))
            {
                Stop(refused.Message);
            }
            else
            {
                _connection.Report($"Room {Room.Name}: {refused.Message}");
            }

            return false;
        }
    }

    private void Accept(HubLink link, JoinResult result)
    {
        lock (_gate)
        {
            Take(_sequence.Join(result), result);
        }

        Joined.Set(link);
        _delivery.Run();
        _firstJoin.Succeed();
        _sender.Wake();
        _changed();
    }

    /// <summary>Called under the lock, so that updates are raised in the order in which they were made.</summary>
    private void Take(SequenceStep step, JoinResult? join)
    {
        var seen = false;
        foreach (var update in step.Updates)
        {
            seen |= Outbox.Seen(update.Events, _connection.Session?.User, update.Reset ? long.MaxValue : _sequence.LastSeq);
        }

        _delivery.Add(step.Updates, join, _sequence.Epoch, _sequence.LastSeq);
        if (step.Rejoin)
        {
            _rejoin = true;
            _wake.Set();
        }

        if (seen)
        {
            _delivery.AddChanged(_changed);
        }
    }
}
