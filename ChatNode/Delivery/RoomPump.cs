using System.Diagnostics;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// Serves a room's connections on this node: takes everything that waits in the feed, makes one frame of it, and starts a write to each
/// connection. More events arrive while it writes, so batches grow with the load.
/// </summary>
internal sealed partial class RoomPump(
    NodeIdentity node, RoomTails tails, IOptions<RoomOptions> options, ChatMetrics metrics, TimeProvider time, ILogger<RoomPump> logger)
{
    /// <summary>The shortest wait: a timer for less would cost more than it saves.</summary>
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(4);

    /// <summary>Runs until the room is closed.</summary>
    public async Task RunAsync(Room room, CancellationToken stopping)
    {
        // It outlives the join that opened the room.
        Activity.Current = null;
        var batch = new FeedBatch();
        metrics.RoomOpened();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await room.Feed.ReadAsync(batch);
                var began = time.GetTimestamp();
                FanOut(room, batch);
                await LingerAsync(room, began, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The last connection left.
        }
        catch (Exception unexpected)
        {
            // Nobody would notice a room that stands still. A connection that is aborted joins again, which opens the room again.
            LogStopped(unexpected, room.Name);
            foreach (var connection in room.Connections())
            {
                connection.Client.Context.Abort();
            }
        }
        finally
        {
            tails.Remove(room.Tail);
            metrics.RoomClosed();
        }
    }

    private void FanOut(Room room, FeedBatch batch)
    {
        using var delivery = DeliverySpans.Begin(room.Name, node.Name, batch);
        var frame = new ReceiveFrame(room.Name, batch.Epoch, batch.After, batch.Last, batch.Events, batch.EphemeralEvents);

        // The tail first: a connection that finds itself behind looks there.
        tails.Add(room.Tail, batch);
        room.Pumped = frame.End;
        if (batch.EphemeralEvents.Count > 0)
        {
            // Before the connections are listed: one that enters later is not in the list, and reads who is online instead.
            room.Presence.Told();
        }

        var recipients = 0;
        foreach (var connection in room.Connections())
        {
            if (connection.Client.Deliver(connection, frame))
            {
                recipients++;
            }
        }

        delivery.Done(recipients);
        metrics.FannedOut(batch, recipients, time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>
    /// In a big room the socket writes are the cost, and only fewer writes reduce it: see <see cref="RoomOptions.FramesPerSecond"/>.
    /// </summary>
    private Task LingerAsync(Room room, long began, CancellationToken stopping)
    {
        var linger = TimeSpan.FromSeconds((double)room.Connections().Length / options.Value.FramesPerSecond);
        var left = (linger < options.Value.Linger ? linger : options.Value.Linger) - time.GetElapsedTime(began);
        return left > MinWait ? Task.Delay(left, time, stopping) : Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Critical, "The pump of room {Room} stopped; its connections were aborted so that they join again.")]
    private partial void LogStopped(Exception exception, string room);
}
