using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AspireChat.AdminNode.Api;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using AspireChat.Store.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Commands;

/// <summary>Commands over Redis: published on one channel for all nodes, answered on a channel of the command's own.</summary>
internal sealed partial class RedisClusterCommands(
    IConnectionMultiplexer redis, NodeRegistry registry, CommandKey key, IOptions<AdminOptions> options, StoreMetrics metrics, TimeProvider time,
    ILogger<RedisClusterCommands> logger) : IClusterCommands
{
    public async Task<CommandResult> SendAsync(string type, JsonObject body, string issuer, string? node, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        await registry.LookAsync();
        var replies = new CommandReplies(id, registry.Live.Values.Select(live => live.Name).Where(name => node is null || name == node));
        if (node is not null && !replies.IsExpected(node))
        {
            return replies.Result([node]);
        }

        using var span = ChatTelemetry.SendCommand(type, id, node);
        var patience = options.Value.AnswersWithin;
        var now = time.GetUtcNow();
        var command = new CommandMessage
        {
            Id = id,
            Type = type,
            Issuer = issuer,
            At = now.ToUnixTimeMilliseconds(),
            Deadline = (now + patience).ToUnixTimeMilliseconds(),
            Node = node,
            TraceParent = Activity.Current is { Recorded: true } current ? current.Id : null,
            Body = body,
        };

        var channel = RedisChannel.Literal(RedisKeys.Replies(id));
        Action<RedisChannel, RedisValue> receive = (_, message) => Receive(replies, message);
        var subscriber = redis.GetSubscriber();
        try
        {
            await subscriber.SubscribeAsync(channel, receive);
            var json = JsonSerializer.Serialize(command, CommandJson.Default.CommandMessage);
            await subscriber.PublishAsync(RedisChannel.Literal(RedisKeys.Commands), SignedMessage.Sign(RedisKeys.Commands, json, key.Bytes));
            await replies.Complete.WaitAsync(patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            await subscriber.UnsubscribeAsync(channel, receive, CommandFlags.FireAndForget);
        }

        var result = replies.Result([]);
        span?.SetTag("chat.command.answers", result.Outcome.Answers.Count);
        if (result.Outcome.Missing.Count > 0)
        {
            span?.SetStatus(ActivityStatusCode.Error, "nodes did not answer");
            LogMissing(type, string.Join(", ", result.Outcome.Missing));
        }

        return result;
    }

    private void Receive(CommandReplies replies, RedisValue message)
    {
        try
        {
            if (SignedMessage.Open(RedisKeys.Replies(replies.CommandId), (string?)message ?? "", key.Bytes) is { } json
                && JsonSerializer.Deserialize(json, CommandJson.Default.CommandReply) is { } reply)
            {
                replies.Add(reply);
                return;
            }
        }
        catch (JsonException)
        {
            // Signed with our key, so it is a node of another version rather than an enemy; it counts as one that did not answer.
        }

        metrics.CommandRefused(CommandRefusedException.Forged);
        LogForged(replies.CommandId);
    }

    [LoggerMessage(1, LogLevel.Warning, "Command {Type} was not answered in time by {Nodes}.")]
    private partial void LogMissing(string type, string nodes);

    [LoggerMessage(2, LogLevel.Warning, "An answer to command {Id} does not bear the cluster's signature and does not count.")]
    private partial void LogForged(string id);
}
