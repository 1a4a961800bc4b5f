using System.Diagnostics;
using System.Net;
using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>Keeps a <see cref="HubLink"/> open until disposed: connects, waits until the link ends, and connects again.</summary>
internal sealed class ConnectionLoop(ChatConnectionOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan SilenceCheck = TimeSpan.FromSeconds(0.5);

    private readonly Lock _gate = new();
    private readonly ConnectionPaths _paths = new(options.Transports);
    private readonly ServerClock _clock = new(options.Time);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _firstOnline = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<HubLink> _online = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HubLink? _link;
    private Task? _running;

    /// <summary>Status, session or last error have changed.</summary>
    public required Action Changed { get; init; }

    /// <summary>An attempt to connect was refused because of the token, with this status.</summary>
    public required Action<HttpStatusCode> Refused { get; init; }

    public required Action<RoomBatch> Received { get; init; }

    public required Action<Notice> Notified { get; init; }

    /// <summary>Completes when the given link, which another one has replaced, is no longer needed and can be closed.</summary>
    public required Func<HubLink, Task> Replaced { get; init; }

    public ConnectionStatus Status { get; private set; }

    public SessionInfo? Session { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>The link to use; null while there is none.</summary>
    public HubLink? Link => _link is { IsOpen: true } link ? link : null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, typeof(ChatConnection));
        lock (_gate)
        {
            if (_running is null)
            {
                Status = ConnectionStatus.Connecting;
                _running = Task.Run(RunAsync, CancellationToken.None);
            }
        }

        Changed();
        return _firstOnline.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Returns the link, as soon as there is one.</summary>
    public async Task<HubLink> WhenOnlineAsync(CancellationToken cancellationToken)
    {
        Task<HubLink> online;
        lock (_gate)
        {
            online = _online.Task;
        }

        return await online.WaitAsync(cancellationToken);
    }

    public void Report(string error)
    {
        LastError = error;
        Changed();
    }

    /// <summary>Like <see cref="Report"/>, but without raising <see cref="Changed"/>: for a failure of a handler of that event.</summary>
    public void Note(string error) => LastError = error;

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await (_running ?? Task.CompletedTask);
        HubLink? link;
        lock (_gate)
        {
            (link, _link) = (_link, null);
            Status = ConnectionStatus.Stopped;
            _online.TrySetCanceled(CancellationToken.None);
            _firstOnline.TrySetCanceled(CancellationToken.None);
        }

        if (link is not null)
        {
            await link.DisposeAsync();
        }

        Changed();
    }

    private async Task RunAsync()
    {
        // Reconnecting, hours later, is not part of the activity that first connected.
        Activity.Current = null;
        var backoff = new Backoff(options.MinimumReconnectDelay, options.MaximumReconnectDelay, options.Time);
        try
        {
            while (true)
            {
                if (await TryOpenAsync() is { } link)
                {
                    await UseAsync(link, backoff);
                }
                else
                {
                    await backoff.DelayAsync(_stop.Token);
                }
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
        }
    }

    private async Task<HubLink?> TryOpenAsync()
    {
        try
        {
            return await HubLink.OpenAsync(options, _paths, _clock, Received, Notified, _stop.Token);
        }
        catch (Exception error) when (!_stop.IsCancellationRequested)
        {
            Report(ConnectionErrors.Describe(error, options.Hub));
            if (ConnectionErrors.RefusedToken(error) is { } status)
            {
                Refused(status);
            }

            return null;
        }
    }

    /// <summary>Completes when it is time to open another link.</summary>
    private async Task UseAsync(HubLink link, Backoff backoff)
    {
        var since = options.Time.GetTimestamp();
        Adopt(link);
        _ = ForgetAtEndAsync(link);
        _ = WatchAsync(link);
        using var used = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var renewal = TokenRenewal.DueAsync(link.Token, _clock, options, used.Token);
        await Task.WhenAny(link.Ended, link.MoveAsked, renewal).WaitAsync(_stop.Token);
        await used.CancelAsync();
        if (link.IsOpen)
        {
            // The node drains, or the token is about to expire. This link stays in use until the next one replaces it.
            if (link.MoveAsked.IsCompleted)
            {
                var within = TimeSpan.FromMilliseconds(Math.Max(0, link.MoveAsked.Result.WithinMs));
                await Task.WhenAny(link.Ended, Task.Delay(within * Random.Shared.NextDouble(), options.Time, _stop.Token));
            }

            // While this link serves, nobody waits for an attempt that stalls: a better path may be open again.
            _paths.Reset();
            backoff.Reset();
            return;
        }

        // If a node accepts the connection and drops it at once, the delays must still grow.
        if (options.Time.GetElapsedTime(since) > options.MaximumReconnectDelay)
        {
            backoff.Reset();
        }

        await backoff.DelayAsync(_stop.Token);
    }

    private void Adopt(HubLink link)
    {
        HubLink? previous;
        lock (_gate)
        {
            (previous, _link) = (_link, link);
            Session = link.Session;
            Status = ConnectionStatus.Online;
            LastError = null;
            if (_online.Task.IsCompleted)
            {
                _online = new TaskCompletionSource<HubLink>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _online.TrySetResult(link);
        }

        Changed();
        _firstOnline.TrySetResult();
        if (previous is not null)
        {
            _ = RetireAsync(previous);
        }
    }

    private async Task RetireAsync(HubLink link)
    {
        await Replaced(link);
        await link.DisposeAsync();
    }

    /// <summary>Says so when the server is silent for too long, and when it is heard again.</summary>
    private async Task WatchAsync(HubLink link)
    {
        while (link.IsOpen)
        {
            await Task.Delay(SilenceCheck, options.Time);
            var status = link.IsSilent ? ConnectionStatus.Unresponsive : ConnectionStatus.Online;
            lock (_gate)
            {
                if (_link != link || _stop.IsCancellationRequested)
                {
                    return;
                }

                if (Status == status)
                {
                    continue;
                }

                Status = status;
            }

            Changed();
        }
    }

    private async Task ForgetAtEndAsync(HubLink link)
    {
        var reason = await link.Ended;
        lock (_gate)
        {
            if (_link != link || _stop.IsCancellationRequested)
            {
                return;
            }

            _link = null;
            _online = new TaskCompletionSource<HubLink>(TaskCreationOptions.RunContinuationsAsynchronously);
            Status = ConnectionStatus.Reconnecting;
            LastError = ConnectionErrors.Describe(reason, options.Hub);
        }

        Changed();
        link.Break(reason);
    }
}
