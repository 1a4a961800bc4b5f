using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>
/// Empties this node without anybody noticing: not ready first, so that the ingress sends new clients elsewhere, then
/// <c>Reconnect</c> to those who are here, spread over a while. On command it lasts until it is cancelled, and the process stays; when the process is
/// told to end, it ends as soon as the last client has left.
/// </summary>
internal sealed partial class Drain(
    OpenConnections connections, IOptions<NodeOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private volatile CancellationTokenSource? _draining;
    private long _began;
    private bool _ending;

    /// <summary>Whether the node takes no new clients.</summary>
    public bool IsDraining => _draining is not null;

    /// <summary>Begins to drain, unless it drains already.</summary>
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

    /// <summary>Takes clients again. Those who were asked to leave may leave all the same.</summary>
    /// <returns>False when the process is about to end.</returns>
    public bool TryCancel()
    {
        lock (_gate)
        {
            if (_ending)
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

    /// <summary>Drains for good; returns when all clients have left, or at the limit.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _ending = true;
            Begin();
        }

        // Also without clients: the ingress still has to learn that it must not send any.
        if (options.Value.DrainNotice - time.GetElapsedTime(_began) is { Ticks: > 0 } notice)
        {
            await Task.Delay(notice, time, cancellationToken);
        }

        var began = time.GetTimestamp();
        while (connections.Count > 0 && time.GetElapsedTime(began) < options.Value.DrainLimit)
        {
            await Task.Delay(Look, time, cancellationToken);
        }

        LogDrained(connections.Count);
    }

    private async Task SendAwayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options.Value.DrainNotice, time, cancellationToken);
            var request = new ReconnectRequest { Reason = "draining", WithinMs = (int)options.Value.DrainSpread.TotalMilliseconds };
            var told = new HashSet<string>();
            while (true)
            {
                // Whoever came in while the ingress was still learning of it is told as well.
                foreach (var connection in connections.All.Where(connection => told.Add(connection.Context.ConnectionId)))
                {
                    connection.AskToReconnect(request);
                }

                await Task.Delay(Look, time, cancellationToken);
                if (told.Count > connections.Count)
                {
                    told.RemoveWhere(id => connections.Find(id) is null);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Undrained, or the process ends.
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Draining: {Connections} clients are asked to reconnect elsewhere.")]
    private partial void LogDraining(int connections);

    [LoggerMessage(2, LogLevel.Information, "Drained: {Connections} clients are left.")]
    private partial void LogDrained(int connections);

    [LoggerMessage(3, LogLevel.Information, "Not draining any more: new clients are welcome.")]
    private partial void LogCancelled();
}
