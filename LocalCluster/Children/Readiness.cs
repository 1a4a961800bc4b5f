using System.Diagnostics;
using AspireChat.LocalCluster.Terminal;

namespace AspireChat.LocalCluster.Children;

/// <summary>The waits of the cluster's start.</summary>
internal static class Readiness
{
    /// <summary>How long the processes may take to be healthy, and the ingress afterwards.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Waits until every process is healthy, and tells of each that is.</summary>
    /// <exception cref="CannotStartException">One ended, or took too long.</exception>
    public static async Task AllHealthyAsync(
        IEnumerable<(ChildProcess Process, Uri Address)> starting, HealthProbe health, ClusterOutput output, Action<string> progress,
        CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var awaited = starting.ToList();
        var gate = new Lock();
        var waits = awaited.ToArray().Select(HealthyAsync).ToArray();
        await foreach (var wait in Task.WhenEach(waits))
        {
            await wait;
        }

        async Task HealthyAsync((ChildProcess Process, Uri Address) one)
        {
            await UntilAsync(
                () => health.IsHealthyAsync(one.Address, cancellationToken),
                one.Process,
                $"{one.Process.Name} does not become healthy",
                cancellationToken);
            lock (gate)
            {
                awaited.Remove(one);
                output.Say($"{one.Process.Name,-11} ready after {clock.Elapsed.TotalSeconds:F1} s");
                progress($"Waiting for {string.Join(", ", awaited.Select(other => other.Process.Name))} …");
            }
        }
    }

    /// <summary>Polls until it is so; not longer than the start may take, nor than the process lives.</summary>
    /// <exception cref="CannotStartException">It is not so by then; the message says why.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo, ChildProcess? process, string complaint, CancellationToken cancellationToken)
    {
        try
        {
            while (!await isSo())
            {
                if (process is { Exited.IsCompleted: true })
                {
                    throw new CannotStartException(
                        $"{process.Name} ended with exit code {await process.Exited} while starting. "
                        + $"Its last line: {process.LastLine ?? "none"}");
                }

                await Task.Delay(100, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            throw new CannotStartException(
                $"{complaint} within {Limit.TotalMinutes:F0} minutes; its log lines above (more with --verbose) say why.");
        }
    }
}
