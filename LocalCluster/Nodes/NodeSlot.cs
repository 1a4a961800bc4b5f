using AspireChat.LocalCluster.Children;
using AspireChat.LocalCluster.Ingress;
using AspireChat.LocalCluster.Ports;

namespace AspireChat.LocalCluster.Nodes;

/// <summary>
/// A fixed place for a node. Its name and address stay, whether a process runs there or not. Guarded by <see cref="NodeSlots"/>.
/// </summary>
internal sealed class NodeSlot(int number, PortReservation port)
{
    public int Number { get; } = number;

    public string Name { get; } = $"chatnode-{number}";

    public Uri Address { get; } = port.Address;

    /// <summary>Reserved until the first start.</summary>
    public PortReservation Port { get; } = port;

    public NodeState State { get; set; }

    /// <summary>The running process, or null.</summary>
    public ChildProcess? Process { get; set; }

    /// <summary>A command stopped it, so its end is not reported as a failure.</summary>
    public bool EndExpected { get; set; }

    public IngressSlot ForIngress => new(Name, Address, State == NodeState.Up);
}
