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
/// Posts the signed messages that outside systems with access to Redis publish. Redis's pub/sub can lose messages, so a sender repeats a
/// message until it has an answer. The message's id makes sure that it is stored once.
/// </summary>
internal sealed partial class InboxService(
    IConnectionMultiplexer redis, InboxChannel channel, RoomPosts posts, IOptions<AdminKeyOptions> key, AdminMetrics metrics,
    TimeProvider time, ILogger<InboxService> logger) : BackgroundService
{
    /// <summary>Maximum number of waiting messages. Further ones are dropped, and their senders repeat them.</summary>
    private const int MaxWaiting = 1_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly RedisLease _lease = new(redis, RedisKeys.InboxLease);
    private readonly IReadOnlyList<byte[]> _keys = key.Value.Keys;
    private volatile bool _isOurs;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var waiting = Channel.CreateBounded<string>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        void Enqueue(string message)
        {
            // All admin nodes receive it; one answers.
            if (_isOurs)
            {
                waiting.Writer.TryWrite(message);
            }
        }

        var holding = HoldAsync(() => channel.ListenAsync(Enqueue), stoppingToken);
        try
        {
            await foreach (var message in waiting.Reader.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await HandleAsync(message);
                }
                catch (Exception unexpected) when (unexpected is not OperationCanceledException)
                {
                    // A background service that fails stops its process. The sender gets no answer and repeats the message.
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
                    // The client library restores it after an outage.
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

    private async Task HandleAsync(string signed)
    {
        // The answer is signed with the same key: the sender may know only one.
        if (SignedMessage.Open(RedisKeys.Inbox, signed, _keys) is not var (json, key))
        {
            // No answer to somebody without the key.
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
            Refuse("malformed", MessageId.Rule);
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
            await ReplyAsync(message.Id, reply, key);
        }
    }

    private async Task<InboxReply> AnswerAsync(InboxMessage message)
    {
        var age = time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddMilliseconds(message.At);
        if (age.Duration() > MaxAge)
        {
            return new InboxReply
            {
                Error = $"stale: signed {age.TotalSeconds:0} s ago by this clock; at most {MaxAge.TotalSeconds:0} s are allowed. "
                    + "Sign it again with the same id.",
            };
        }

        try
        {
            var posted = await posts.PostAsync(
                message.Room, new PostRequest { Id = message.Id, Text = message.Text, Bot = message.Bot, ReplyTo = message.ReplyTo });
            return new InboxReply { Seq = posted.Seq, At = posted.At, Duplicate = posted.Duplicate };
        }
        catch (ApiException refused)
        {
            return new InboxReply { Error = $"{refused.Code}: {refused.Message}" };
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            return new InboxReply { Error = $"{ChatErrors.Unavailable}: Redis cannot be reached; try again in a moment with the same id." };
        }
    }

    private async Task ReplyAsync(string id, InboxReply reply, byte[] key)
    {
        var json = JsonSerializer.Serialize(reply, InboxJson.Default.InboxReply);
        try
        {
            await channel.ReplyAsync(id, SignedMessage.Sign(RedisKeys.Replies(id), json, key));
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // The sender repeats the message.
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
