using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Limits;
using AspireChat.Store.Nodes;
using AspireChat.Store.Presence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>Registers this node, sends heartbeats, detects dead nodes, and unregisters this node at the end.</summary>
internal sealed partial class NodeAgent(
    NodeIdentity identity, NodeRegistry registry, NodeStatistics statistics, DeadNodeSweep sweep, NodeEntries entries, RedisLink link,
    TimeProvider time, ILogger<NodeAgent> logger) : BackgroundService
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly MissingNodes _missing = new();
    private HashSet<string> _twins = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Heartbeat, time);
        do
        {
            try
            {
                await BeatAsync();
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                // The health check reports it; the next heartbeat tries again.
                _missing.Reset();
            }
            catch (Exception unexpected) when (unexpected is not OperationCanceledException)
            {
                // A background service that throws ends its process, and with it all its connections.
                _missing.Reset();
                LogFailed(unexpected);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await sweep.SweepAsync(identity.Id);
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The other nodes notice when the lease expires.
        }
    }

    private async Task BeatAsync()
    {
        var wasAlive = await registry.RenewAsync(statistics.Take());
        var gone = await registry.RefreshAsync();
        link.Beat();
        entries.WriteAgain(all: !wasAlive);
        await SweepGoneAsync(gone);
        await CheckNameAsync();
    }

    /// <summary>
    /// Removes a predecessor that died and was replaced by this process before its lease expired. A process with this name that lives is
    /// only reported: if it were removed, its users would be invisible.
    /// </summary>
    private async Task CheckNameAsync()
    {
        HashSet<string> twins = [];
        foreach (var other in registry.Live.Values.Where(node => node.Name == identity.Name && node.Id != identity.Id))
        {
            if (registry.IsDying(other.Id))
            {
                LogPredecessor(identity.Name);
                await sweep.SweepAsync(other.Id);
            }
            else if (twins.Add(other.Id) && !_twins.Contains(other.Id))
            {
                LogNameTaken(identity.Name, other.Id);
            }
        }

        _twins = twins;
    }

    private async Task SweepGoneAsync(IReadOnlyList<string> gone)
    {
        foreach (var id in _missing.Check(gone))
        {
            LogDead(id);
            await sweep.SweepAsync(id);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "A predecessor named {Name} was still registered; this process has replaced it.")]
    private partial void LogPredecessor(string name);

    [LoggerMessage(2, LogLevel.Warning, "Node {NodeId} sent no heartbeat and was removed from the cluster.")]
    private partial void LogDead(string nodeId);

    [LoggerMessage(
        4,
        LogLevel.Error,
        "Another process is named {Name}, too ({Id}); give each node its own Chat:Node:Name, or the ingress and commands confuse them.")]
    private partial void LogNameTaken(string name, string id);

    [LoggerMessage(3, LogLevel.Error, "A heartbeat failed; the next one is in a second.")]
    private partial void LogFailed(Exception exception);
}
