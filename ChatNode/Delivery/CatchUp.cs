using AspireChat.Store.Logs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// Lets a connection that fell behind catch up with its rooms at its own pace, from the room's tail in memory, and from the log where that
/// does not reach back. Aborts it when a single write takes longer than <see cref="RoomOptions.BehindLimit"/>. What it missed stays in the
/// log: it resumes when it connects again.
/// </summary>
internal sealed partial class CatchUp(
    RoomTails tails, SharedLogReads log, IOptions<RoomOptions> options, ChatMetrics metrics, IHostApplicationLifetime lifetime,
    ILogger<CatchUp> logger)
{
    private const int Page = 100;

    public async Task RunAsync(ClientConnection client, ValueTask unfinished)
    {
        // The caller holds the connection's gate.
        await Task.Yield();
        metrics.Behind();
        try
        {
            await DrainAsync(unfinished);
            while (!client.Context.ConnectionAborted.IsCancellationRequested && client.NextBehind() is { } place)
            {
                await BringForwardAsync(client, place);
            }
        }
        catch (TimeoutException)
        {
            metrics.Cut();
            LogCut(client.Context.ConnectionId, options.Value.BehindLimit.TotalSeconds);
            client.Context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
        catch (Exception unexpected)
        {
            // A connection that stays behind forever would go unnoticed; one that is aborted resumes.
            LogFailed(unexpected, client.Context.ConnectionId);
            client.Context.Abort();
        }
    }

    private async Task BringForwardAsync(ClientConnection client, RoomConnection place)
    {
        var from = place.Position;
        if (tails.ReadAfter(place.Room.Tail, from, Page) is { } recent)
        {
            await WriteAsync(client, place, from.Epoch, from.Seq, from.Seq + recent.Count, recent);
            return;
        }

        LogPage page;
        try
        {
            page = await log.ReadAfterAsync(place.Room.Name, from.Seq);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), lifetime.ApplicationStopping);
            return;
        }

        // In another epoch there is nothing to continue: the empty frame shows the client the new epoch, and it joins again.
        var continues = page.Head.Epoch == from.Epoch;
        if (continues && page.Events.Count == 0)
        {
            // The log and the pump do not agree (yet): make the pump resync, and do not spin meanwhile.
            place.Room.Feed.Resync();
            await Task.Delay(TimeSpan.FromMilliseconds(250), lifetime.ApplicationStopping);
            return;
        }

        List<ReadOnlyMemory<byte>> events = continues ? [.. page.Events.Select(stored => stored.Json)] : [];
        var last = continues ? page.Events[^1].Seq : page.Head.Seq;
        await WriteAsync(client, place, page.Head.Epoch, from.Seq, last, events);
    }

    private async Task WriteAsync(
        ClientConnection client, RoomConnection place, string epoch, long after, long last, List<ReadOnlyMemory<byte>> events)
    {
        var frame = new ReceiveFrame(place.Room.Name, epoch, after, last, events, []);
        await DrainAsync(client.Context.WriteAsync(frame.For(client.Context)));
        metrics.Delivered(events.Count);
        lock (client.StateLock)
        {
            place.Position = frame.End;
        }
    }

    private async Task DrainAsync(ValueTask write)
    {
        if (!write.IsCompletedSuccessfully)
        {
            await write.AsTask().WaitAsync(options.Value.BehindLimit);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Connection {ConnectionId} did not drain within {Seconds} s and was aborted; it can resume.")]
    private partial void LogCut(string connectionId, double seconds);

    [LoggerMessage(2, LogLevel.Error, "Connection {ConnectionId} could not catch up with its rooms and was aborted.")]
    private partial void LogFailed(Exception exception, string connectionId);
}
