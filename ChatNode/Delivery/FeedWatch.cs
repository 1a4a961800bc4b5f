using AspireChat.Store.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// Makes every feed look into its log after the connection to Redis was restored, and whenever a log's head is further on than the feed:
/// pub/sub loses what is published while a node is away, and says nothing about it.
/// </summary>
internal sealed partial class FeedWatch(
    OpenRooms rooms, IConnectionMultiplexer redis, TimeProvider time, ILogger<FeedWatch> logger) : BackgroundService
{
    /// <summary>How often heads are compared while nothing seems wrong.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>After a reconnect the subscriptions come back one by one, so one look is not enough.</summary>
    private static readonly TimeSpan[] AfterReconnect = [TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3)];

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
                        room.Feed.LookAgain();
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
            // Pipelined: all questions leave together. The feed's place is noted before, so a head beyond it may just be on its way;
            // looking into the log then costs one read and loses nothing.
            var database = redis.GetDatabase();
            var looks = rooms.Open
                .Select(room => (room, At: room.Feed.Position, Head: database.HashGetAsync(RedisKeys.Head(room.Name), ["epoch", "seq"])))
                .ToList();
            foreach (var (room, at, head) in looks)
            {
                var values = await head;
                if ((string?)values[0] != at.Epoch || (long?)values[1] != at.Seq)
                {
                    room.Feed.LookAgain();
                }
            }
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // The next look, or the reconnect, finds whatever there is to find.
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // A background service that fails ends its process.
            LogFailed(unexpected);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The {Type} connection to Redis at {EndPoint} was lost ({Failure}); until it is back, calls are refused as unavailable.")]
    private partial void LogLost(string endPoint, ConnectionType type, ConnectionFailureType failure);

    [LoggerMessage(2, LogLevel.Warning, "The {Type} connection to Redis at {EndPoint} is back; the rooms look into their logs.")]
    private partial void LogRestored(string endPoint, ConnectionType type);

    [LoggerMessage(3, LogLevel.Error, "The rooms could not be compared with their logs; the next comparison is in a few seconds.")]
    private partial void LogFailed(Exception exception);
}
