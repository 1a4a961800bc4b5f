using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using AspireChat.Store.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Commands;

/// <summary>How commands are sent to the nodes, <c>Chat:Admin</c>.</summary>
public sealed class CommandOptions
{
    /// <summary>How long to wait for the nodes' answers. A node that takes longer is reported as missing.</summary>
    public TimeSpan AnswersWithin { get; set; } = TimeSpan.FromSeconds(3);
}

/// <summary>The result of a command.</summary>
/// <param name="Outcome">Which nodes answered, and what.</param>
/// <param name="Results">What the nodes' handlers returned, by the id of the process.</param>
/// <param name="IsSent">False if the node it is for is not live, so that it was not sent.</param>
internal sealed record CommandResult(CommandOutcome Outcome, IReadOnlyDictionary<string, JsonNode?> Results, bool IsSent = true);

/// <summary>
/// Sends signed commands to the nodes over Redis, and collects the answers until all have answered or the deadline has passed. Commands are
/// published on one channel for all nodes, and answered on a channel for each command.
/// </summary>
internal sealed partial class ClusterCommands(
    CommandChannel channel, NodeRegistry registry, IOptions<CommandOptions> options, StoreMetrics metrics,
    TimeProvider time, ILogger<ClusterCommands> logger)
{
    /// <summary>Sends a command.</summary>
    /// <param name="type">One of <see cref="CommandTypes"/>.</param>
    /// <param name="body">Its arguments.</param>
    /// <param name="issuer">Who sends it.</param>
    /// <param name="node">The name of the only node it is for; null = all nodes.</param>
    /// <param name="cancellationToken">Stops waiting; nodes may carry out the command nevertheless.</param>
    public async Task<CommandResult> SendAsync(
        string type, JsonObject body, string issuer, string? node, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        var live = await registry.ReadAsync();
        var replies = new CommandReplies(id, live.Where(one => node is null || one.Name == node));
        if (node is not null && !replies.IsExpected)
        {
            return replies.Result([node]) with { IsSent = false };
        }

        using var span = ChatTelemetry.SendCommand(type, id, node);
        var timeout = options.Value.AnswersWithin;
        var now = time.GetUtcNow();
        await ExchangeAsync(
            new CommandMessage
            {
                Id = id,
                Type = type,
                Issuer = issuer,
                At = now.ToUnixTimeMilliseconds(),
                Deadline = (now + timeout).ToUnixTimeMilliseconds(),
                Node = node,
                TraceParent = Activity.Current is { Recorded: true } current ? current.Id : null,
                Body = body,
            },
            replies,
            timeout,
            cancellationToken);

        var result = replies.Result([]);
        span?.SetTag("chat.command.answers", result.Outcome.Answers.Count);
        if (result.Outcome.Missing.Count > 0)
        {
            span?.SetStatus(ActivityStatusCode.Error, "nodes did not answer");
            LogMissing(type, string.Join(", ", result.Outcome.Missing));
        }

        return result;
    }

    private async Task ExchangeAsync(CommandMessage command, CommandReplies replies, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(command, CommandJson.Default.CommandMessage);
        await using var exchange = await channel.SendAsync(command.Id, json, reply => Receive(replies, reply));
        await replies.Complete.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Receive(CommandReplies replies, string? json)
    {
        try
        {
            if (json is not null
                && JsonSerializer.Deserialize(json, CommandJson.Default.CommandReply) is { } reply)
            {
                replies.Add(reply);
                return;
            }
        }
        catch (JsonException)
        {
            // Signed with our key, so it is from a node of another version rather than an attacker. The node counts as missing.
        }

        metrics.CommandRefused(CommandRefusedException.Forged);
        LogForged(replies.CommandId);
    }

    [LoggerMessage(1, LogLevel.Warning, "These nodes did not answer the command {Type} in time: {Nodes}.")]
    private partial void LogMissing(string type, string nodes);

    [LoggerMessage(2, LogLevel.Warning, "An answer to command {Id} does not have the cluster's signature and is ignored.")]
    private partial void LogForged(string id);
}
