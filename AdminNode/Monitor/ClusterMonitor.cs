using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Monitor;

/// <summary>Looks at the cluster once a second: keeps the samples, notices nodes that come and go, and passes on what the nodes tell.</summary>
internal sealed partial class ClusterMonitor(
    StatisticsReader statistics, StatisticsRing ring, ClusterEventStream stream, IConnectionMultiplexer redis, TimeProvider time, ILogger<ClusterMonitor> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly NodeChanges _changes = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hearing = redis.GetSubscriber().SubscribeWithRetryAsync(RedisKeys.Events, PassOn, time, stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync();
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                // The health check says so. After an outage all leases are over, and each node needs a moment to renew its own.
                _changes.Forgive();
            }
            catch (Exception unexpected) when (unexpected is not OperationCanceledException)
            {
                // A background service that fails ends its process.
                LogFailed(unexpected);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
        await hearing;
    }

    private async Task LookAsync()
    {
        var sample = await statistics.ReadAsync();
        ring.Add(sample);
        foreach (var (kind, node) in _changes.Since(sample.Nodes))
        {
            stream.Tell(new ClusterEvent { Kind = kind, At = sample.At, Node = node });
        }

        stream.Tell(new ClusterEvent { Kind = "statistics", At = sample.At, Statistics = sample });
    }

    private void PassOn(RedisValue message)
    {
        try
        {
            if (JsonSerializer.Deserialize((string?)message ?? "", AdminJson.Default.ClusterEvent) is { } happened)
            {
                stream.Tell(happened);
            }
        }
        catch (JsonException wrong)
        {
            LogNotAnEvent(RedisKeys.Events, wrong.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "What came on {Channel} is not an event: {Reason}")]
    private partial void LogNotAnEvent(string channel, string reason);

    [LoggerMessage(2, LogLevel.Error, "The nodes' reports could not be read; the next look is in a second.")]
    private partial void LogFailed(Exception exception);
}
