using System.Runtime.InteropServices;
using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Data;
using AspireChat.LocalCluster.Options;
using AspireChat.LocalCluster.Terminal;

namespace AspireChat.LocalCluster;

/// <summary>The life of the cluster: start, tell, obey, end.</summary>
internal static class ClusterProgram
{
    private const int CannotStart = 2;

    /// <summary>Runs until Ctrl+C, SIGTERM or <c>quit</c>. The exit code: 0, or 2 when it could not start.</summary>
    public static async Task<int> RunAsync(ClusterOptions options)
    {
        var output = new ClusterOutput();
        using var stop = new CancellationTokenSource();
        using var interrupt = OnSignal(PosixSignal.SIGINT, stop);
        using var terminate = OnSignal(PosixSignal.SIGTERM, stop);
        using var hangUp = OnSignal(PosixSignal.SIGHUP, stop);
        using var starter = StarterWatch.Begin(stop);
        ReadyFile? ready = null;
        try
        {
            ready = options.ReadyFile is { } path ? new ReadyFile(path) : null;
            await using var cluster = new Cluster(options, output);
            await output.WithProgressAsync(async progress =>
            {
                await cluster.StartAsync(progress, stop.Token);
                return true;
            });
            cluster.Changed += () => ready?.Write(cluster.Report);
            ready?.Write(cluster.Report);
            Welcome(output, cluster);
            new CommandLoop(cluster, output, stop).Begin();
            await UntilAsync(stop.Token);
            output.Say("Ending …");
            ready?.Remove();
            return 0;
        }
        catch (CannotStartException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (CannotStartException problem)
        {
            await Console.Error.WriteLineAsync($"Cannot start: {problem.Message}");
            return CannotStart;
        }
    }

    private static void Welcome(ClusterOutput output, Cluster cluster)
    {
        var report = cluster.Report();
        output.Show(ClusterTable.Of(report));
        output.Say($"The page: {report.Page}");
        output.Say($"The admin pages: {report.AdminPage}");
        output.Say($"Commands: {CommandLoop.Usage}. Ctrl+C ends the cluster.");
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            // The second time is for real: the system ends us at once, and the children follow since their input closes.
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        });

    private static async Task UntilAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
}
