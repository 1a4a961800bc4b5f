using AspireChat.LocalCluster.Terminal;

namespace AspireChat.LocalCluster.Children;

/// <summary>Every process that this cluster started, so that none outlives it. Thread-safe.</summary>
internal sealed class ChildProcesses(ClusterOutput output)
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<ChildProcess> _all = [];

    /// <summary>Starts one; what it writes goes to the terminal.</summary>
    public ChildProcess Start(ChildSpec spec)
    {
        var child = ChildProcess.Start(spec, output.Line);
        lock (_gate)
        {
            _all.RemoveAll(other => other.Exited.IsCompleted);
            _all.Add(child);
        }

        return child;
    }

    /// <summary>Ends all, in seconds: their input closes, and what does not end by that is killed.</summary>
    public async Task EndAsync()
    {
        ChildProcess[] children;
        lock (_gate)
        {
            children = [.. _all];
        }

        foreach (var child in children)
        {
            child.CloseInput();
        }

        var ended = Task.WhenAll(children.Select(child => child.Exited));
        if (await Task.WhenAny(ended, Task.Delay(StopTimeout)) != ended)
        {
            foreach (var child in children.Where(child => !child.Exited.IsCompleted))
            {
                output.Say($"{child.Name} (pid {child.Id}) does not end; killing it.");
                child.Kill();
            }

            await ended;
        }
    }
}
