using System.Diagnostics.Metrics;
using AspireChat.Store.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>
/// Watches whether Redis has reached its memory limit, for the health check, the log and the metric <c>chat.redis.full</c>.
/// </summary>
public sealed partial class RedisMemory : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly IConnectionMultiplexer _redis;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisMemory> _logger;
    private volatile string[] _full = [];

    /// <summary>Creates the metric.</summary>
    public RedisMemory(IConnectionMultiplexer redis, IMeterFactory meters, TimeProvider time, ILogger<RedisMemory> logger)
    {
        (_redis, _time, _logger) = (redis, time, logger);
        meters.Create(ChatTelemetry.Name).CreateObservableGauge(
            "chat.redis.full", () => _full.Length, "{server}", "Redis servers that have reached their memory limit.");
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            try
            {
                var servers = await RedisServerInfo.ReadAsync(_redis);
                var full = servers.Where(server => server.IsFull).Select(server => server.Address).ToArray();
                foreach (var server in full.Except(_full))
                {
                    LogFull(server);
                }

                foreach (var server in _full.Except(full))
                {
                    LogNotFull(server);
                }

                _full = full;
            }
            catch (Exception unexpected) when (unexpected is not OperationCanceledException)
            {
                // A background service that throws ends its process.
                LogFailed(unexpected);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "Redis at {Server} has reached its memory limit: messages are refused as full, reading and deleting go on. "
        + "Delete rooms, or raise maxmemory.")]
    private partial void LogFull(string server);

    [LoggerMessage(2, LogLevel.Warning, "Redis at {Server} is below its memory limit again: messages are accepted.")]
    private partial void LogNotFull(string server);

    [LoggerMessage(3, LogLevel.Error, "The memory of Redis could not be read; the next attempt is in two seconds.")]
    private partial void LogFailed(Exception exception);
}
