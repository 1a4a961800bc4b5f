using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.AppHost.Commands;

/// <summary>The dashboard's commands for one chat node. Both ask for confirmation and report the outcome.</summary>
internal static class NodeCommands
{
    /// <summary>
    /// <em>Drain</em>: SIGTERM. The node then accepts no new clients, sends its own to other nodes, and stops when the last one has left.
    /// Not on Windows, which has no such signal.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithDrainCommand(this IResourceBuilder<ProjectResource> node) =>
        node.WithCommand(
            "drain",
            "Drain",
            context => Signal(
                context,
                node.Resource.Name,
                tree => tree.Terminate(),
                "drains: it accepts no new clients, sends its own to other nodes, and stops within half a minute. Start brings it back."),
            new CommandOptions
            {
                Description = "Accepts no new clients, sends its clients to the other nodes, and stops.",
                ConfirmationMessage =
                    "Drain this node? Its clients move to other nodes within seconds and miss nothing. Then the process stops.",
                IconName = "PersonArrowRight",
                UpdateState = context => OperatingSystem.IsWindows() ? ResourceCommandState.Hidden : IfRunning(context),
            });

    /// <summary><em>Kill</em>: ends the process at once, as kill -9 does, to show that nothing is lost.</summary>
    public static IResourceBuilder<ProjectResource> WithKillCommand(this IResourceBuilder<ProjectResource> node) =>
        node.WithCommand(
            "kill",
            "Kill",
            context => Signal(
                context,
                node.Resource.Name,
                tree => tree.Kill(),
                "was killed. Its clients reconnect to other nodes and miss nothing that was acknowledged. Start brings it back."),
            new CommandOptions
            {
                Description = "Ends the process at once, as kill -9 does. Nothing that was acknowledged is lost.",
                ConfirmationMessage = "Kill this node? Its clients move to other nodes and miss nothing.",
                IconName = "Flash",
                UpdateState = IfRunning,
            });

    /// <summary>Enabled while the process runs.</summary>
    public static ResourceCommandState IfRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static Task<ExecuteCommandResult> Signal(ExecuteCommandContext context, string node, Action<ProcessTree> signal, string outcome)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!notifications.TryGetCurrentState(context.ResourceName, out var state)
            || state.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is not int pid
            || ProcessTree.Find(pid) is not { } tree)
        {
            return Task.FromResult(CommandResults.Failure($"{node} is not running."));
        }

        try
        {
            signal(tree);
            return Task.FromResult(CommandResults.Success($"{node} {outcome}"));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or AggregateException)
        {
            return Task.FromResult(CommandResults.Failure($"{node} (process {pid}) could not be stopped: {e.Message}"));
        }
    }
}
