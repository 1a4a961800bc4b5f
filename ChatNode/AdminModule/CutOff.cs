using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>
/// Sends this node's clients elsewhere when it has lost Redis and other nodes have not, and accepts nobody until it has Redis again. When
/// all nodes have lost it, clients stay: no other node could do more for them. Since nodes reach each other only through Redis, the admin
/// node says which nodes are up.
/// </summary>
internal sealed partial class CutOff(
    RedisLink link, OpenConnections connections, NodeIdentity identity, IHttpClientFactory http, IOptions<NodeOptions> options,
    TimeProvider time, ILogger<CutOff> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A heartbeat can be late; one that is this late has failed.</summary>
    private static readonly TimeSpan BeatTimeout = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// How long other nodes must have been up. Longer than a lease: a node that lost Redis at the same moment is listed until its lease
    /// expires. And when Redis comes back, the nodes reconnect one after the other within that time.
    /// </summary>
    private static readonly TimeSpan OthersUpFor = NodeRegistry.Lease + TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _asked = [];
    private long? _othersUpSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.AdminNode is not { } adminNode)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(new Uri(adminNode, "/api/cluster/slots?for=node"), stoppingToken);
            }
            catch (Exception unexpected) when (unexpected is not OperationCanceledException)
            {
                // A background service that throws ends its process.
                LogFailed(unexpected);
            }
        }
    }

    private async Task CheckAsync(Uri slots, CancellationToken cancellationToken)
    {
        if (link.SinceBeat < BeatTimeout || !await AreOthersUpAsync(slots, cancellationToken))
        {
            _othersUpSince = null;
            _asked.Clear();
            if (link.IsCutOff)
            {
                link.IsCutOff = false;
                LogOver();
            }

            return;
        }

        _othersUpSince ??= time.GetTimestamp();
        if (time.GetElapsedTime(_othersUpSince.Value) < OthersUpFor)
        {
            return;
        }

        if (!link.IsCutOff)
        {
            link.IsCutOff = true;
            LogCutOff(connections.Count);
        }

        var request = new ReconnectRequest { Reason = "unavailable", WithinMs = (int)options.Value.DrainSpread.TotalMilliseconds };
        foreach (var connection in connections.All.Where(connection => _asked.Add(connection.Context.ConnectionId)))
        {
            connection.AskToReconnect(request);
        }
    }

    /// <summary>Whether the admin node, which reads the registry in Redis, lists another node that accepts clients.</summary>
    private async Task<bool> AreOthersUpAsync(Uri slots, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Interval);
        try
        {
            using var client = http.CreateClient(nameof(CutOff));
            var text = await client.GetStringAsync(slots, limit.Token);
            return text.Split('\n').Any(line => line.EndsWith(" up", StringComparison.Ordinal) && line != $"{identity.Name} up");
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException or TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "This node alone cannot reach Redis: it accepts nobody, and {Connections} clients are asked to reconnect to other nodes.")]
    private partial void LogCutOff(int connections);

    [LoggerMessage(2, LogLevel.Warning, "This node is no longer the only one without Redis: it accepts clients again when it has Redis.")]
    private partial void LogOver();

    [LoggerMessage(3, LogLevel.Error, "Whether this node is cut off from Redis could not be checked; the next check is in a second.")]
    private partial void LogFailed(Exception exception);
}
