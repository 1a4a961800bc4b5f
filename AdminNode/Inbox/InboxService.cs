using System.Text.Json;
using System.Threading.Channels;
using AspireChat.AdminNode.Api;
using AspireChat.AdminNode.Api.Access;
using AspireChat.AdminNode.Api.Rooms;
using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Inbox;

/// <summary>
/// The door for outside systems that have Redis and no HTTP: what they publish, signed, goes into a room. Redis's pub/sub promises nothing,
/// so a sender repeats itself until it has its answer; the message's id sees to it that it is stored once.
/// </summary>
internal sealed partial class InboxService(
    IConnectionMultiplexer redis, RoomDesk desk, IOptions<AdminKeyOptions> key, AdminMetrics metrics, TimeProvider time, ILogger<InboxService> logger)
    : BackgroundService
{
    /// <summary>Channel: messages to post.</summary>
    public const string Channel = "chat:inbox";

    /// <summary>More than this may not be waiting; what comes then is dropped, and sent again.</summary>
    private const int MostWaiting = 1_000;

    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly RedisLease _lease = new(redis, "chat:inbox:lease");
    private readonly byte[] _key = key.Value.KeyBytes;
    private volatile bool _isOurs;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waiting = System.Threading.Channels.Channel.CreateBounded<string>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        void Keep(RedisChannel channel, RedisValue message)
        {
            // Every admin node hears it; one answers.
            if (_isOurs)
            {
                waiting.Writer.TryWrite(message.ToString());
            }
        }

        var holding = HoldAsync(() => redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(Channel), Keep), stoppingToken);
        try
        {
            await foreach (var message in waiting.Reader.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await TakeAsync(message);
                }
                catch (Exception unexpected) when (unexpected is not OperationCanceledException)
                {
                    // A background service that fails ends its process; the sender hears nothing and repeats itself.
                    LogFailed(unexpected);
                }
            }
        }
        catch (OperationCanceledException)
        {
            await holding;
        }
    }

    private async Task HoldAsync(Func<Task> subscribe, CancellationToken stopping)
    {
        var subscribed = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!subscribed)
                {
                    // It comes back by itself when the connection does.
                    await subscribe();
                    subscribed = true;
                }

                _isOurs = await _lease.HoldAsync();
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
            }

            await Task.Delay(Interval, time, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        try
        {
            await _lease.ReleaseAsync();
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
        }
    }

    private async Task TakeAsync(string signed)
    {
        if (SignedMessage.Open(Channel, signed, _key) is not { } json)
        {
            // No answer: whoever cannot sign is not talked to.
            Refuse("forged", "it is not signed with the admin key");
            return;
        }

        InboxMessage message;
        try
        {
            message = JsonSerializer.Deserialize(json, InboxJson.Default.InboxMessage) ?? throw new JsonException("It is null.");
        }
        catch (JsonException wrong)
        {
            Refuse("malformed", wrong.Message);
            return;
        }

        if (!MessageId.IsValid(message.Id))
        {
            Refuse("malformed", "its id is not 1 to 64 of A-Z a-z 0-9 . _ -");
            return;
        }

        var reply = await AnswerAsync(message);
        if (reply.Error is { } error)
        {
            Refuse(ChatErrors.CodeOf(error), error);
        }
        else
        {
            metrics.Inbox(null);
        }

        if (message.Reply != false)
        {
            await ReplyAsync(message.Id, reply);
        }
    }

    private async Task<InboxReply> AnswerAsync(InboxMessage message)
    {
        var age = time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddMilliseconds(message.At);
        if (age.Duration() > Oldest)
        {
            return new InboxReply
            {
                Error = $"stale: signed {age.TotalSeconds:0} s ago by our clock; at most {Oldest.TotalSeconds:0} s count. Sign it anew, with its id.",
            };
        }

        try
        {
            var posted = await desk.PostAsync(
                message.Room, new PostRequest { Id = message.Id, Text = message.Text, Bot = message.Bot, ReplyTo = message.ReplyTo });
            return new InboxReply { Seq = posted.Seq, At = posted.At, Duplicate = posted.Duplicate };
        }
        catch (ApiException refused)
        {
            return new InboxReply { Error = $"{refused.Code}: {refused.Message}" };
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            return new InboxReply { Error = $"{ChatErrors.Unavailable}: the room store cannot be reached; try again in a moment, with the same id." };
        }
    }

    private async Task ReplyAsync(string id, InboxReply reply)
    {
        var channel = $"chat:replies:{id}";
        try
        {
            await redis.GetSubscriber().PublishAsync(
                RedisChannel.Literal(channel), SignedMessage.Sign(channel, JsonSerializer.Serialize(reply, InboxJson.Default.InboxReply), _key));
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // The sender asks again.
        }
    }

    private void Refuse(string type, string reason)
    {
        metrics.Inbox(type);
        LogRefused(reason);
    }

    [LoggerMessage(1, LogLevel.Warning, "A message on the inbox channel was refused: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(2, LogLevel.Error, "A message on the inbox channel could not be handled.")]
    private partial void LogFailed(Exception exception);
}
