using System.Text.Json;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using AspireChat.Store.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// Receives the admin node's commands, refuses those that are not signed, not fresh or not new, passes the others to their handlers, and
/// answers.
/// </summary>
internal sealed partial class CommandListener(
    CommandChannel channel, CommandGuard guard, IEnumerable<ICommandHandler> handlers, NodeIdentity node,
    StoreMetrics metrics, ILogger<CommandListener> logger) : BackgroundService
{
    private readonly Dictionary<string, ICommandHandler> _handlers = handlers.ToDictionary(handler => handler.Type, StringComparer.Ordinal);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        channel.ListenAsync(message => _ = ReceiveAsync(message, stoppingToken), stoppingToken);

    private async Task ReceiveAsync(string message, CancellationToken stoppingToken)
    {
        await Task.Yield();
        CommandMessage? command = null;
        try
        {
            command = Open(message);
            if (command.Node is null || command.Node == node.Name)
            {
                guard.Admit(command);
                await RunAsync(command, stoppingToken);
            }
        }
        catch (CommandRefusedException refused)
        {
            metrics.CommandRefused(refused.Code);
            LogRefused(command?.Type ?? "?", command?.Issuer ?? "?", refused.Message);

            // A replayed command was already answered.
            if (command is not null && refused.Code != CommandRefusedException.Replayed)
            {
                await ReplyAsync(command, new CommandReply { Node = node.Name, Error = refused.Message });
            }
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            LogFailed(unexpected, command?.Type ?? "?");
        }
    }

    private CommandMessage Open(string message)
    {
        var json = channel.OpenCommand(message)
            ?? throw new CommandRefusedException(CommandRefusedException.Forged, "it is not signed with the cluster's key.");
        try
        {
            return JsonSerializer.Deserialize(json, CommandJson.Default.CommandMessage)
                ?? throw new CommandRefusedException(CommandRefusedException.Malformed, "it is null.");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            // The latter is for a property that is there twice.
            throw new CommandRefusedException(CommandRefusedException.Malformed, wrong.Message);
        }
    }

    private async Task RunAsync(CommandMessage command, CancellationToken stoppingToken)
    {
        using var span = ChatTelemetry.RunCommand(command.Type, command.Id, command.TraceParent, node.Name);
        if (!_handlers.TryGetValue(command.Type, out var handler))
        {
            throw new CommandRefusedException(CommandRefusedException.UnknownType, $"this node does not know '{command.Type}'.");
        }

        // As long as the sender waits, whatever the clocks say.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        timeout.CancelAfter(TimeSpan.FromMilliseconds(command.Deadline - command.At));
        CommandReply reply;
        try
        {
            reply = new CommandReply { Node = node.Name, Result = await handler.RunAsync(command.Body, timeout.Token) };
            LogDone(command.Type, command.Issuer);
        }
        catch (Exception failed) when (failed is not CommandRefusedException)
        {
            LogFailed(failed, command.Type);
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, failed.Message);
            reply = new CommandReply { Node = node.Name, Error = $"failed: {failed.Message}" };
        }

        await ReplyAsync(command, reply);
    }

    private Task ReplyAsync(CommandMessage command, CommandReply reply) =>
        channel.ReplyAsync(command.Id, JsonSerializer.Serialize(reply with { Id = node.Id }, CommandJson.Default.CommandReply));

    [LoggerMessage(1, LogLevel.Warning, "Command {Type} of {Issuer} was refused: {Reason}")]
    private partial void LogRefused(string type, string issuer, string reason);

    [LoggerMessage(2, LogLevel.Error, "Command {Type} failed.")]
    private partial void LogFailed(Exception exception, string type);

    [LoggerMessage(3, LogLevel.Information, "Command {Type} of {Issuer} was run.")]
    private partial void LogDone(string type, string issuer);
}
