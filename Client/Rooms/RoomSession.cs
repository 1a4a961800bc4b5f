using System.Diagnostics;
using AspireChat.Client.Connecting;
using AspireChat.Client.Outbox;
using AspireChat.Contracts;

namespace AspireChat.Client.Rooms;

/// <summary>
/// One room of a connection: joins it on every new link, and again when something is missing; tells its updates; then lets
/// its outbox be sent.
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

    /// <summary>Whether the room has been joined once.</summary>
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

    /// <summary>The link may have changed, or there is something to send.</summary>
    public void Wake()
    {
        _wake.Set();
        _sender.Wake();
    }

    /// <summary>Waits for the first join; <paramref name="abandoned"/> is called when it failed, or when the last one who waited gives up.</summary>
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

    /// <summary>A batch of the feed.</summary>
    public void Received(RoomBatch batch)
    {
        lock (_gate)
        {
            Take(_sequence.Receive(batch), join: null);
        }

        _delivery.Run();
    }

    /// <summary>The server says that the room is not joined on this link.</summary>
    public void JoinAnew(HubLink link)
    {
        Joined.Forget(link);
        _wake.Set();
    }

    private async Task KeepRunningAsync(Func<CancellationToken, Task> loop)
    {
        // Joining again, hours later, is not part of what once asked for the first join.
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
                // Nothing is known to come here; a room that silently stands still would be the worst of answers.
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

    /// <summary>False = something is still missing: wait a little, then join again.</summary>
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

            var result = await link.InvokeAsync<JoinResult>(nameof(IChatHub.JoinRoom), request, cancellationToken);
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

    /// <summary>Under the lock, so that updates are told in the order in which they came about.</summary>
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
