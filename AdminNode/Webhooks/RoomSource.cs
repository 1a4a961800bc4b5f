using System.Globalization;
using System.Threading.Channels;
using AspireChat.Store.Logs;
using AspireChat.Store.Webhooks;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>
/// Delivers a room's events from the room's log: in order, and without a gap over a restart of the admin node. The feed is only used to
/// learn that there is something to read.
/// </summary>
internal sealed partial class RoomSource(
    RoomLog log, WebhookStore store, WebhookDispatcher dispatcher, TimeProvider time,
    ILogger<RoomSource> logger)
{
    private const int Chunk = 100;

    /// <summary>A message of the feed can be lost, so the log is also read at this interval.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    /// <summary>Starts with the room's next event.</summary>
    public async Task BeginAsync(string webhook, string room)
    {
        var head = await log.FindHeadAsync(room) ?? LogPosition.None;
        await store.MoveAsync(webhook, room, new RoomCursor(head.Epoch, head.Seq, time.GetUtcNow().ToUnixTimeMilliseconds()).ToString());
    }

    public async Task RunAsync(StoredWebhook webhook, string room, CancellationToken cancellationToken)
    {
        // One place: however much happens in the meantime, it is one reason to read.
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var feed = await log.SubscribeAsync(room);
        try
        {
            feed.OnMessage(_ => news.Writer.TryWrite(true));
            while (true)
            {
                while (await DeliverNextAsync(webhook, room, cancellationToken))
                {
                }

                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                timeout.CancelAfter(PollInterval);
                try
                {
                    await news.Reader.ReadAsync(timeout.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                }
            }
        }
        finally
        {
            await feed.UnsubscribeAsync(CommandFlags.FireAndForget);
        }
    }

    /// <summary>Delivers the log's next events. Returns false if there are none.</summary>
    private async Task<bool> DeliverNextAsync(StoredWebhook webhook, string room, CancellationToken cancellationToken)
    {
        if (await store.CursorAsync(webhook.Id, room) is not { } stored || await log.FindHeadAsync(room) is null)
        {
            return false;
        }

        var cursor = RoomCursor.Parse(stored);
        var page = await log.ReadAfterAsync(room, cursor.Seq, Chunk, new LogPosition(cursor.Epoch, cursor.Seq));
        if (page.Head.Epoch != cursor.Epoch)
        {
            await store.MoveAsync(webhook.Id, room, (await FindInNewEpochAsync(room, page.Head.Epoch, cursor)).ToString());
            return true;
        }

        if (page.Events is [])
        {
            return false;
        }

        if (page.Events[0].Seq > cursor.Seq + 1)
        {
            LogMissed(webhook.Id, room, cursor.Seq + 1, page.Events[0].Seq - 1);
        }

        foreach (var entry in page.Events)
        {
            var roomEvent = entry.Decode();
            if (webhook.Kinds.Contains(roomEvent.Kind))
            {
                var delivery = WebhookDelivery.Of($"{room}:{cursor.Epoch}:{entry.Seq}", roomEvent.Kind, roomEvent.At, json =>
                {
                    json.WriteStartObject();
                    json.WriteString("room", room);
                    json.WriteString("epoch", cursor.Epoch);
                    json.WritePropertyName("event");
                    json.WriteRawValue(entry.Json.Span);
                    json.WriteEndObject();
                });
                await dispatcher.DispatchAsync(webhook, delivery, cancellationToken);
                await store.MoveAsync(webhook.Id, room, new RoomCursor(cursor.Epoch, entry.Seq, roomEvent.At).ToString());
            }
        }

        var last = page.Events[^1];
        await store.MoveAsync(webhook.Id, room, new RoomCursor(cursor.Epoch, last.Seq, last.Decode().At).ToString());
        return true;
    }

    /// <summary>
    /// The log was rolled back, or there is a new room of the same name. Events that are not newer than the last delivered one count as
    /// delivered.
    /// </summary>
    private async Task<RoomCursor> FindInNewEpochAsync(string room, string epoch, RoomCursor cursor)
    {
        var found = new RoomCursor(epoch, 0, cursor.At);
        while (cursor.Epoch.Length > 0)
        {
            var page = await log.ReadAfterAsync(room, found.Seq, Chunk, LogPosition.None);
            var delivered = page.Events.TakeWhile(stored => stored.Decode().At <= cursor.At).ToList();
            found = delivered is [.., var last] ? found with { Seq = last.Seq } : found;
            if (delivered.Count < Chunk)
            {
                break;
            }
        }

        return found;
    }

    [LoggerMessage(
        1, LogLevel.Warning, "Webhook {Webhook} missed the events {First} to {Last} of room {Room}: its log no longer contains them.")]
    private partial void LogMissed(string webhook, string room, long first, long last);
}

/// <summary>Up to where a webhook has been notified of a room's events.</summary>
/// <param name="Epoch">The log's epoch; empty while the room does not exist.</param>
/// <param name="Seq">The last event that was delivered or skipped.</param>
/// <param name="At">When that event was accepted, in Unix milliseconds: finds the place in a log with another epoch.</param>
internal sealed record RoomCursor(string Epoch, long Seq, long At)
{
    public static RoomCursor Parse(string text)
    {
        var words = text.Split(' ');
        return new RoomCursor(
            words[0], long.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch} {Seq} {At}");
}
