using System.Threading.Channels;
using AspireChat.Store.Logs;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>
/// Tells a webhook of a room's events, from the room's log: in order, and without a hole over a restart of the admin node. The
/// feed only says that there is something to read.
/// </summary>
internal sealed partial class RoomSource(
    IConnectionMultiplexer redis, RoomLog log, WebhookStore store, WebhookCourier courier, TimeProvider time, ILogger<RoomSource> logger)
{
    private const int Chunk = 100;

    /// <summary>A message of the feed can be lost, so the log is looked at from time to time.</summary>
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);

    /// <summary>From here on: what happens in the room after this will be told.</summary>
    public async Task BeginAsync(string webhook, string room)
    {
        // Not by ReadScript, which would bring the room into being.
        var head = await redis.GetDatabase().HashGetAsync(RedisKeys.Head(room), ["epoch", "seq"]);
        var cursor = new RoomCursor((string?)head[0] ?? "", head[1].HasValue ? (long)head[1] : 0, time.GetUtcNow().ToUnixTimeMilliseconds());
        await store.MoveAsync(webhook, room, cursor.ToString());
    }

    public async Task RunAsync(StoredWebhook webhook, string room, CancellationToken cancellationToken)
    {
        // One place: however much happens meanwhile, it is one reason to look.
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var subscriber = redis.GetSubscriber();
        void Wake(RedisChannel channel, RedisValue message) => news.Writer.TryWrite(true);
        await subscriber.SubscribeAsync(log.Channel(room), Wake);
        try
        {
            while (true)
            {
                while (await TellAsync(webhook, room, cancellationToken))
                {
                }

                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                patience.CancelAfter(LookAnyway);
                try
                {
                    await news.Reader.ReadAsync(patience.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                }
            }
        }
        finally
        {
            await subscriber.UnsubscribeAsync(log.Channel(room), Wake, CommandFlags.FireAndForget);
        }
    }

    /// <summary>Tells what the log has next. False when there is nothing.</summary>
    private async Task<bool> TellAsync(StoredWebhook webhook, string room, CancellationToken cancellationToken)
    {
        if (await store.CursorAsync(webhook.Id, room) is not { } stored || !await redis.GetDatabase().KeyExistsAsync(RedisKeys.Head(room)))
        {
            return false;
        }

        var cursor = RoomCursor.Parse(stored);
        var page = await log.ReadAfterAsync(room, cursor.Seq, Chunk, new LogPosition(cursor.Epoch, cursor.Seq));
        if (page.Head.Epoch != cursor.Epoch)
        {
            await store.MoveAsync(webhook.Id, room, (await FindAgainAsync(room, page.Head.Epoch, cursor)).ToString());
            return true;
        }

        if (page.Events is [])
        {
            return false;
        }

        if (page.Events[0].Seq > cursor.Seq + 1)
        {
            LogLost(webhook.Id, room, cursor.Seq + 1, page.Events[0].Seq - 1);
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
                await courier.TellAsync(webhook, delivery, cancellationToken);
                await store.MoveAsync(webhook.Id, room, new RoomCursor(cursor.Epoch, entry.Seq, roomEvent.At).ToString());
            }
        }

        var last = page.Events[^1];
        await store.MoveAsync(webhook.Id, room, new RoomCursor(cursor.Epoch, last.Seq, last.Decode().At).ToString());
        return true;
    }

    /// <summary>
    /// The log was rolled back, or the room is another one of the same name: what is older than the last told event has been told, as far
    /// as there is any.
    /// </summary>
    private async Task<RoomCursor> FindAgainAsync(string room, string epoch, RoomCursor cursor)
    {
        var found = new RoomCursor(epoch, 0, cursor.At);
        while (cursor.Epoch.Length > 0)
        {
            var page = await log.ReadAfterAsync(room, found.Seq, Chunk, LogPosition.None);
            var told = page.Events.TakeWhile(stored => stored.Decode().At <= cursor.At).ToList();
            found = told is [.., var last] ? found with { Seq = last.Seq } : found;
            if (told.Count < Chunk)
            {
                break;
            }
        }

        return found;
    }

    [LoggerMessage(1, LogLevel.Warning, "Webhook {Webhook} was behind for so long that room {Room} does not hold its events {First} to {Last} any more.")]
    private partial void LogLost(string webhook, string room, long first, long last);
}
