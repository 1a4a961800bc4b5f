using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>
/// Empties this node without an interruption for its clients: first it reports itself as not ready, so that the ingress sends new clients
/// elsewhere, then it sends <c>Reconnect</c> to its clients, spread over a while. A drain by command lasts until it is cancelled, and the
/// process stays. When the process is told to stop, it stops as soon as the last client has left.
/// </summary>
internal sealed partial class Drain(
    OpenConnections connections, IOptions<NodeOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> logger)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private volatile CancellationTokenSource? _draining;
    private long _began;
    private bool _stopping;

    /// <summary>Whether the node is draining and accepts no new clients.</summary>
    public bool IsDraining => _draining is not null;

    /// <summary>Starts to drain, unless the node is already draining.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_draining is null)
            {
                _draining = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
                _began = time.GetTimestamp();
                LogDraining(connections.Count);
                _ = SendAwayAsync(_draining.Token);
            }
        }
    }

    /// <summary>Accepts clients again. Clients that were already asked to reconnect may still leave.</summary>
    /// <returns>False if the process is about to stop.</returns>
    public bool TryCancel()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return false;
            }

            if (_draining is not null)
            {
                _draining.Cancel();
                _draining = null;
                LogCancelled();
            }

            return true;
        }
    }

    /// <summary>Drains before the process stops. Returns when all clients have left, or at the limit.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _stopping = true;
            Begin();
        }

        // Even without clients: the ingress has to notice that it must not send any.
        if (options.Value.DrainNotice - time.GetElapsedTime(_began) is { Ticks: > 0 } notice)
        {
            await Task.Delay(notice, time, cancellationToken);
        }

        var began = time.GetTimestamp();
        while (connections.Count > 0 && time.GetElapsedTime(began) < options.Value.DrainLimit)
        {
            await Task.Delay(PollInterval, time, cancellationToken);
        }

        LogDrained(connections.Count);
    }

    private async Task SendAwayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options.Value.DrainNotice, time, cancellationToken);
            var request = new ReconnectRequest { Reason = "draining", WithinMs = (int)options.Value.DrainSpread.TotalMilliseconds };
            var asked = new HashSet<string>();
            while (true)
            {
                // Clients that came in before the ingress noticed are asked as well.
                foreach (var connection in connections.All.Where(connection => asked.Add(connection.Context.ConnectionId)))
                {
                    connection.AskToReconnect(request);
                }

                await Task.Delay(PollInterval, time, cancellationToken);
                if (asked.Count > connections.Count)
                {
                    asked.RemoveWhere(id => connections.Find(id) is null);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Undrained, or the process stops.
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Draining: {Connections} clients are asked to reconnect elsewhere.")]
    private partial void LogDraining(int connections);

    [LoggerMessage(2, LogLevel.Information, "Drained: {Connections} clients are left.")]
    private partial void LogDrained(int connections);

    [LoggerMessage(3, LogLevel.Information, "No longer draining: new clients are accepted.")]
    private partial void LogCancelled();
}
