using AspireChat.Contracts;
using AspireChat.Engine.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.Engine.AdminModule;

/// <summary>
/// Empties this node without anybody noticing: not ready first, so that the ingress sends new clients elsewhere, then
/// <c>Reconnect</c> to those who are here, spread over a while.
/// </summary>
internal sealed partial class Drain(ConnectionDirectory connections, IOptions<NodeOptions> options, TimeProvider time, ILogger<Drain> logger)
{
    /// <summary>Whether the node takes no new clients.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Drains; returns when all clients have left, or at the limit.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IsDraining = true;
        LogDraining(connections.Count);
        await Task.Delay(options.Value.DrainNotice, time, cancellationToken);
        var began = time.GetTimestamp();
        var told = new HashSet<string>();
        while (connections.Count > 0 && time.GetElapsedTime(began) < options.Value.DrainLimit)
        {
            // Whoever came in while the ingress was still learning of it is told as well.
            foreach (var connection in connections.All.Where(connection => told.Add(connection.Context.ConnectionId)))
            {
                var request = new ReconnectRequest { Reason = "draining", WithinMs = (int)options.Value.DrainSpread.TotalMilliseconds };
                _ = connection.Context.WriteAsync(new InvocationMessage(nameof(IChatClient.Reconnect), [request]), cancellationToken).AsTask();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }

        LogDrained(connections.Count);
    }

    [LoggerMessage(1, LogLevel.Information, "Draining: {Connections} clients are asked to reconnect elsewhere.")]
    private partial void LogDraining(int connections);

    [LoggerMessage(2, LogLevel.Information, "Drained: {Connections} clients are left.")]
    private partial void LogDrained(int connections);
}
