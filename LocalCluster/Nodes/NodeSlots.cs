using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Ingress;
using AspireChat.LocalCluster.Ports;
using AspireChat.LocalCluster.Programs;

namespace AspireChat.LocalCluster.Nodes;

/// <summary>The chat nodes: starts and stops their processes, and watches their health. Thread-safe.</summary>
/// <param name="ports">One for each slot.</param>
/// <param name="specs">How to run a node.</param>
/// <param name="health">Checks a process.</param>
/// <param name="children">Starts them.</param>
internal sealed class NodeSlots(IReadOnlyList<PortReservation> ports, ProgramSpecs specs, HealthProbe health, ChildProcesses children)
{
    private readonly Lock _gate = new();
    private readonly NodeSlot[] _all = [.. ports.Select((port, index) => new NodeSlot(index + 1, port))];

    /// <summary>Raised at every change of a state, with the news for the operator or null. Not under a lock.</summary>
    public event Action<string?>? Changed;

    public int Count => _all.Length;

    public IReadOnlyList<IngressSlot> ForIngress
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.Select(slot => slot.ForIngress)];
            }
        }
    }

    /// <summary>The current state of all slots.</summary>
    public IReadOnlyList<NodeStatus> Snapshot()
    {
        lock (_gate)
        {
            return [.. _all.Select(slot => new NodeStatus(slot.Number, slot.Name, slot.Address, slot.State, slot.Process?.Id))];
        }
    }

    /// <summary>Starts a slot's process, or returns why not. <see cref="WatchAsync"/> finds out when it is healthy.</summary>
    public (ChildProcess? Process, string? Refusal) Start(int number)
    {
        ChildProcess process;
        lock (_gate)
        {
            if (Find(number) is not { } slot)
            {
                return (null, $"There is no chatnode-{number}; this cluster has slots 1 to {Count} (start it with --nodes N for more).");
            }

            if (slot.Process is { } running)
            {
                return (null, $"{slot.Name} is already running (pid {running.Id}).");
            }

            slot.Port.Dispose();
            process = slot.Process = children.Start(specs.Node(slot.Name, slot.Address));
            (slot.State, slot.EndExpected) = (NodeState.Starting, false);
            _ = ForgetWhenEndedAsync(slot, process);
        }

        Changed?.Invoke(null);
        return (process, null);
    }

    /// <summary>Kills a node with SIGKILL, so that it cannot drain. Returns null, or why it was not done.</summary>
    public string? Kill(int number) => End(number, NodeState.Stopped, process => process.Kill());

    /// <summary>Sends SIGTERM: the node drains and stops. Returns null, or why it was not done.</summary>
    public string? Drain(int number) => OperatingSystem.IsWindows()
        ? "Windows has no SIGTERM to drain a node with; use kill."
        : End(number, NodeState.Draining, process => process.Terminate());

    /// <summary>Checks all running nodes, again and again, until cancelled.</summary>
    public async Task WatchAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            NodeSlot[] running;
            lock (_gate)
            {
                running = [.. _all.Where(slot => slot.State is NodeState.Starting or NodeState.Up or NodeState.Unhealthy)];
            }

            var answers = await Task.WhenAll(running.Select(async slot =>
                (slot, slot.Process, await health.IsHealthyAsync(slot.Address, cancellationToken))));
            foreach (var news in Apply(answers))
            {
                Changed?.Invoke(news);
            }
        }
    }

    private List<string> Apply((NodeSlot Slot, ChildProcess? Process, bool Healthy)[] answers)
    {
        var news = new List<string>();
        var anyHealthy = answers.Any(answer => answer.Healthy);
        lock (_gate)
        {
            foreach (var (slot, process, healthy) in answers)
            {
                // Silence means nothing if it was stopped or has ended in the meantime.
                if (slot.Process != process || process is null or { HasEnded: true } || slot.EndExpected)
                {
                    continue;
                }

                if (healthy && slot.State is NodeState.Starting or NodeState.Unhealthy)
                {
                    slot.State = NodeState.Up;
                    news.Add($"{slot.Name} is up (pid {process.Id}).");
                }
                else if (!healthy && slot.State == NodeState.Up && anyHealthy)
                {
                    // If all nodes are unhealthy at once (Redis is down), the slots stay up: there is no better node to go to.
                    slot.State = NodeState.Unhealthy;
                    news.Add($"{slot.Name} (pid {process.Id}) is not healthy, or is draining; new clients go to the other nodes.");
                }
            }
        }

        return news;
    }

    private string? End(int number, NodeState state, Action<ChildProcess> signal)
    {
        lock (_gate)
        {
            if (Find(number) is not { } slot)
            {
                return $"There is no chatnode-{number}.";
            }

            if (slot.Process is not { } process)
            {
                return $"{slot.Name} is not running; start it with: start {number}";
            }

            // Down for the ingress from now on, not only after the process has ended.
            (slot.State, slot.EndExpected) = (state, true);
            signal(process);
        }

        Changed?.Invoke(null);
        return null;
    }

    private async Task ForgetWhenEndedAsync(NodeSlot slot, ChildProcess process)
    {
        var code = await process.Exited;
        bool expected;
        lock (_gate)
        {
            expected = slot.EndExpected;
            (slot.State, slot.Process) = (NodeState.Stopped, null);
        }

        Changed?.Invoke(expected
            ? $"{slot.Name} (pid {process.Id}) has ended. Start it again with: start {slot.Number}"
            : $"{slot.Name} (pid {process.Id}) ended by itself with exit code {code}. Start it again with: start {slot.Number}");
    }

    private NodeSlot? Find(int number) => number >= 1 && number <= _all.Length ? _all[number - 1] : null;
}
