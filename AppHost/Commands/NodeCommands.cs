using Microsoft.Extensions.DependencyInjection;

namespace AspireChat.AppHost.Commands;

/// <summary>The dashboard's commands for one chat node.</summary>
internal static class NodeCommands
{
    /// <summary>
    /// <em>Drain</em>: SIGTERM, on which a node takes no new clients, sends its own elsewhere, and ends when the last has left. Not on
    /// Windows, which has no such signal.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithDrainCommand(this IResourceBuilder<ProjectResource> node) =>
        node.WithCommand("drain", "Drain", context => Signal(context, tree => tree.Terminate()), new CommandOptions
        {
            Description = "Takes no new clients, sends its clients to the other nodes, and ends.",
            IconName = "PersonArrowRight",
            UpdateState = context => OperatingSystem.IsWindows() ? ResourceCommandState.Hidden : IfRunning(context),
        });

    /// <summary><em>Kill</em>: the process is gone at once, as by kill -9, to see that nothing is lost.</summary>
    public static IResourceBuilder<ProjectResource> WithKillCommand(this IResourceBuilder<ProjectResource> node) =>
        node.WithCommand("kill", "Kill", context => Signal(context, tree => tree.Kill()), new CommandOptions
        {
            Description = "Ends the process at once, as kill -9 does. Nothing that was acknowledged is lost.",
            ConfirmationMessage = "Kill this node? Its clients move to other nodes and miss nothing.",
            IconName = "Flash",
            UpdateState = IfRunning,
        });

    private static ResourceCommandState IfRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static Task<ExecuteCommandResult> Signal(ExecuteCommandContext context, Action<ProcessTree> signal)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!notifications.TryGetCurrentState(context.ResourceName, out var state)
            || state.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is not int pid
            || ProcessTree.Find(pid) is not { } tree)
        {
            return Task.FromResult(CommandResults.Failure($"{context.ResourceName} does not run."));
        }

        signal(tree);
        return Task.FromResult(CommandResults.Success());
    }
}
