using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Monitor;

/// <summary>
/// Reads the cluster's state once a second: keeps the samples, notices nodes that come and go, and forwards the nodes' events.
/// </summary>
internal sealed partial class ClusterMonitor(
    StatisticsReader statistics, StatisticsRing ring, StatisticsArchive archive, ClusterEventStream stream, ClusterEvents events,
    TimeProvider time, ILogger<ClusterMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly NodeChanges _changes = new();
    private readonly List<ClusterStatistics> _minute = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var subscribing = events.ListenAsync(Forward, stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await SampleAsync();
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                // The health check reports it.
                _changes.Forgive();
            }
            catch (Exception unexpected) when (unexpected is not OperationCanceledException)
            {
                // A background service that fails stops its process.
                LogFailed(unexpected);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
        await subscribing;
    }

    private async Task SampleAsync()
    {
        var sample = await statistics.ReadAsync();
        ring.Add(sample);
        foreach (var change in _changes.Since(sample.Nodes))
        {
            stream.Publish(new ClusterEvent { Kind = change.Kind, At = sample.At, Node = change.Node.Name });
        }

        stream.Publish(new ClusterEvent { Kind = "statistics", At = sample.At, Statistics = sample });
        await ArchiveAsync(sample);
    }

    private async Task ArchiveAsync(ClusterStatistics sample)
    {
        if (_minute is [var first, ..] && first.At / 60_000 != sample.At / 60_000)
        {
            var minute = StatisticsMean.Of(_minute);
            _minute.Clear();
            await archive.AddAsync(minute);
        }

        _minute.Add(sample);
    }

    private void Forward(string message)
    {
        try
        {
            if (JsonSerializer.Deserialize(message, AdminJson.Default.ClusterEvent) is { } happened)
            {
                stream.Publish(happened);
            }
        }
        catch (JsonException wrong)
        {
            LogNotAnEvent(RedisKeys.Events, wrong.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A message on {Channel} is not an event: {Reason}")]
    private partial void LogNotAnEvent(string channel, string reason);

    [LoggerMessage(2, LogLevel.Error, "The nodes' reports could not be read; the next attempt is in a second.")]
    private partial void LogFailed(Exception exception);
}

/// <summary>Registers what monitors the cluster.</summary>
internal static class MonitorExtensions
{
    public static void AddClusterMonitor(this IServiceCollection services)
    {
        services.AddSingleton<AdminMetrics>();
        services.AddSingleton<StatisticsReader>();
        services.AddSingleton<StatisticsRing>();
        services.AddSingleton<StatisticsArchive>();
        services.AddSingleton<ServiceStatusReader>();
        services.AddSingleton<SlotList>();
        services.AddSingleton<ClusterEventStream>();
        services.AddHostedService<ClusterMonitor>();
    }
}
