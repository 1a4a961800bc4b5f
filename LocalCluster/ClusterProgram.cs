using System.Runtime.InteropServices;
using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Commands;
using AspireChat.LocalCluster.Data;
using AspireChat.LocalCluster.Options;
using AspireChat.LocalCluster.Reports;

namespace AspireChat.LocalCluster;

/// <summary>Starts the cluster, reports what runs where, obeys commands and ends it.</summary>
internal static class ClusterProgram
{
    private const int CannotStart = 2;

    /// <summary>Runs until Ctrl+C, SIGTERM or <c>quit</c>. The exit code: 0, or 2 when it could not start.</summary>
    public static async Task<int> RunAsync(ClusterOptions options)
    {
        OwnerOnly.ApplyToNewFiles();
        var output = new ClusterOutput();
        using var stop = new CancellationTokenSource();
        using var interrupt = OnSignal(PosixSignal.SIGINT, stop);
        using var terminate = OnSignal(PosixSignal.SIGTERM, stop);
        using var hangUp = OnSignal(PosixSignal.SIGHUP, stop);
        using var starter = StarterWatch.Begin(stop);
        try
        {
            var ready = options.ReadyFile is { } path ? new ReadyFile(path) : null;
            await using var cluster = new Cluster(options, output);
            var commands = CommandLoop.Begin(output, stop);
            await output.WithProgressAsync(progress => cluster.StartAsync(progress, stop.Token));
            cluster.Changed += () => ready?.Write(cluster.Report);
            ready?.Write(cluster.Report);
            ShowWelcome(output, cluster.Report());
            commands.Obey(cluster.Nodes, () => cluster.Parts);
            await UntilAsync(stop.Token);
            output.Say("Stopping …");
            ready?.Remove();
            return 0;
        }
        catch (Exception interrupted)
            when (interrupted is CannotStartException or OperationCanceledException && stop.IsCancellationRequested)
        {
            // It was told to stop while it started.
            return 0;
        }
        catch (CannotStartException problem)
        {
            await Console.Error.WriteLineAsync($"Cannot start: {problem.Message}");
            return CannotStart;
        }
    }

    private static void ShowWelcome(ClusterOutput output, ClusterReport report)
    {
        output.Show(ClusterTable.Of(report));
        output.Say($"Chat page: {report.Page}");
        output.Say($"Admin pages: {report.AdminPage}");
        output.Say($"Commands: {CommandLoop.Usage}. Ctrl+C stops the cluster.");
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // A second signal ends this process at once; the children follow because their input closes.
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        });

    private static async Task UntilAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
}
