using AspireChat.Store.Logs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// Makes every feed resync with its log after the connection to Redis was restored, and whenever a log's head is further on than the feed:
/// pub/sub silently loses what is published while a node is disconnected.
/// </summary>
internal sealed partial class FeedWatch(
    OpenRooms rooms, RoomLog log, IConnectionMultiplexer redis, TimeProvider time, ILogger<FeedWatch> logger) : BackgroundService
{
    /// <summary>How often heads are compared while nothing seems wrong.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>After a reconnect the subscriptions come back one by one, so one resync is not enough.</summary>
    private static readonly TimeSpan[] AfterReconnect =
        [TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var reconnected = new SemaphoreSlim(0, 1);
        redis.ConnectionFailed += (_, failed) => LogLost($"{failed.EndPoint}", failed.ConnectionType, failed.FailureType);
        redis.ConnectionRestored += (_, restored) =>
        {
            LogRestored($"{restored.EndPoint}", restored.ConnectionType);
            lock (reconnected)
            {
                if (reconnected.CurrentCount == 0)
                {
                    reconnected.Release();
                }
            }
        };
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await reconnected.WaitAsync(Interval, stoppingToken))
            {
                foreach (var pause in AfterReconnect)
                {
                    await Task.Delay(pause, time, stoppingToken);
                    foreach (var room in rooms.Open)
                    {
                        room.Feed.Resync();
                    }
                }
            }
            else
            {
                await CompareAsync();
            }
        }
    }

    private async Task CompareAsync()
    {
        try
        {
            // Pipelined: all requests leave together. The feed's position is read before, so a head beyond it may be on its way; the resync
            // then costs one read and loses nothing.
            var heads = rooms.Open.Select(room => (room, At: room.Feed.Position, Head: log.FindHeadAsync(room.Name))).ToList();
            foreach (var (room, at, head) in heads)
            {
                if (await head != at)
                {
                    room.Feed.Resync();
                }
            }
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // The next comparison, or the reconnect, finds what is missing.
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // A background service that throws ends its process.
            LogFailed(unexpected);
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The {Type} connection to Redis at {EndPoint} was lost ({Failure}); until it is back, calls are refused as unavailable.")]
    private partial void LogLost(string endPoint, ConnectionType type, ConnectionFailureType failure);

    [LoggerMessage(2, LogLevel.Warning, "The {Type} connection to Redis at {EndPoint} is back; the rooms resync with their logs.")]
    private partial void LogRestored(string endPoint, ConnectionType type);

    [LoggerMessage(3, LogLevel.Error, "The rooms could not be compared with their logs; the next comparison is in a few seconds.")]
    private partial void LogFailed(Exception exception);
}
