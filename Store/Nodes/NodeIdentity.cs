using System.Globalization;

namespace AspireChat.Store.Nodes;

/// <summary>Who this process is in the cluster.</summary>
/// <param name="name">The process's name; a node's is the same after a restart: its slot at the ingress.</param>
public sealed class NodeIdentity(string name)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The process: another one after a restart, so that what the dead one left behind is never taken for the living one's.
    /// </summary>
    public string Id { get; } = $"{name}~{Random.Shared.NextInt64(0x1_0000_0000).ToString("x8", CultureInfo.InvariantCulture)}";
}
