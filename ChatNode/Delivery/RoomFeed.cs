using System.Text;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// The live events of one room on this node, in order and without gaps: one subscription, whose events are compared seq by seq with the
/// last one; what is missing is read from the log. It has one reader, the room's pump, which takes everything that waits at once: Redis's
/// reader thread wakes the pump directly, with no queue in between.
/// </summary>
internal sealed class RoomFeed : IAsyncDisposable
{
    private readonly string _room;
    private readonly RoomLog _log;
    private readonly ChatMetrics _metrics;
    private readonly ChannelMessageQueue _queue;
    private readonly CancellationToken _stopping;
    private CancellationTokenSource _resync = new();
    private FeedEntry? _nextEpochEntry;
    private string _previousEpoch = "";
    private LogPosition _position;

    private RoomFeed(
        string room, RoomLog log, ChatMetrics metrics, ChannelMessageQueue queue, LogPosition start, CancellationToken stopping)
    {
        (_room, _log, _metrics, _queue, _position, _stopping) = (room, log, metrics, queue, start, stopping);
    }

    /// <summary>The position up to which the feed has been read. Safe to read from any thread.</summary>
    public LogPosition Position => Volatile.Read(ref _position);

    /// <summary>
    /// Subscribes first and reads the log's newest page afterwards, so that nothing is lost between the two. The feed starts after that
    /// page.
    /// </summary>
    public static async Task<(RoomFeed Feed, LogPage Newest)> OpenAsync(
        string room, RoomLog log, ChatMetrics metrics, CancellationToken stopping)
    {
        var queue = await log.SubscribeAsync(room);
        try
        {
            var page = await log.ReadNewestAsync(room, before: null, JoinRequest.DefaultLimit);
            return (new RoomFeed(room, log, metrics, queue, page.Head, stopping), page);
        }
        catch
        {
            await queue.UnsubscribeAsync(CommandFlags.FireAndForget);
            throw;
        }
    }

    /// <summary>
    /// Makes the reader compare with the log, even if no event arrives: after a reconnect to Redis, or when the head is further on, what
    /// was published in the meantime is only in the log. May be called after the room was closed, by code that still holds the room: then
    /// nothing happens.
    /// </summary>
    public void Resync() => Volatile.Read(ref _resync).Cancel();

    /// <summary>Fills <paramref name="batch"/> with everything that is waiting; waits until there is something.</summary>
    /// <exception cref="OperationCanceledException">The node is stopping or the room was closed.</exception>
    public async ValueTask ReadAsync(FeedBatch batch)
    {
        do
        {
            batch.Begin(_position);
            if (_nextEpochEntry is { } first)
            {
                _nextEpochEntry = null;
                EnterEpoch(first, batch);
                await TakeAsync(first, batch);
            }
            else if (await NextAsync() is { } message)
            {
                await TakeAsync(message, batch);
            }
            else
            {
                await RepairAsync(batch);
            }

            while (!batch.IsFull && _nextEpochEntry is null && _queue.TryRead(out var next))
            {
                if (TryParse(next, out var entry))
                {
                    await TakeAsync(entry, batch);
                }
            }

            Volatile.Write(ref _position, new LogPosition(batch.Epoch, batch.Last));
        }
        while (batch.IsEmpty);
    }

    /// <summary>The next entry, or null when <see cref="Resync"/> was called.</summary>
    private async ValueTask<FeedEntry?> NextAsync()
    {
        while (true)
        {
            _stopping.ThrowIfCancellationRequested();
            try
            {
                var message = _queue.TryRead(out var ready) ? ready : await _queue.ReadAsync(_resync.Token);
                if (TryParse(message, out var entry))
                {
                    return entry;
                }
            }
            catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
            {
                Volatile.Write(ref _resync, new CancellationTokenSource());
                return null;
            }
            catch (System.Threading.Channels.ChannelClosedException closed)
            {
                throw new OperationCanceledException("The room's feed was closed.", closed);
            }
        }
    }

    private bool TryParse(ChannelMessage message, out FeedEntry entry)
    {
        if (FeedEntry.TryParse(message.Message, out entry))
        {
            return true;
        }

        _metrics.FeedRefused();
        return false;
    }

    private async ValueTask TakeAsync(FeedEntry entry, FeedBatch batch)
    {
        if (entry.Seq == 0)
        {
            batch.AddEphemeral(entry.Json);
        }
        else if (!entry.IsOf(batch.Epoch))
        {
            // An entry of the previous epoch may still have been waiting here.
            if (!entry.IsOf(_previousEpoch))
            {
                _nextEpochEntry = entry;
            }
        }
        else if (entry.Seq == batch.Last + 1)
        {
            batch.Add(entry);
        }
        else if (entry.Seq > batch.Last + 1)
        {
            var complete = await RepairAsync(batch);
            if (complete && entry.Seq > batch.Last && entry.IsOf(batch.Epoch))
            {
                // The log has lost what was before it; members find the gap when they join again.
                batch.Add(entry);
            }
        }
    }

    private void EnterEpoch(FeedEntry entry, FeedBatch batch)
    {
        _previousEpoch = batch.Epoch;
        batch.Begin(new LogPosition(Encoding.ASCII.GetString(entry.Epoch.Span), entry.Seq - 1), epochChanged: true);
    }

    /// <summary>
    /// Adds what the log has after the batch's end. Waits while Redis cannot be reached: without it there is nothing to deliver.
    /// </summary>
    /// <returns>Whether that was all of it.</returns>
    private async Task<bool> RepairAsync(FeedBatch batch)
    {
        while (true)
        {
            try
            {
                var page = await _log.ReadAfterAsync(_room, batch.Last, FeedBatch.MaxEvents, new LogPosition(batch.Epoch, batch.Last));
                if (page.Head.Epoch != batch.Epoch)
                {
                    // Members see another epoch and reload, so the batch's events of the old one are of no use.
                    _previousEpoch = batch.Epoch;
                    batch.Begin(page.Head, epochChanged: true);
                    return true;
                }

                if (page.Events.Count > 0)
                {
                    _metrics.Repaired();
                }

                foreach (var stored in page.Events)
                {
                    batch.Add(stored.Seq, stored.Json);
                }

                var complete = page.Events.Count < FeedBatch.MaxEvents;
                if (!complete)
                {
                    Resync();
                }

                return complete;
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), _stopping);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _queue.UnsubscribeAsync(CommandFlags.FireAndForget);
}
