using System.Globalization;
using AspireChat.ChatNode.AdminModule;
using Microsoft.Extensions.Options;

namespace AspireChat.Store.Nodes;

/// <summary>Who this process is in the cluster.</summary>
internal sealed class NodeIdentity(IOptions<NodeOptions> options)
{
    /// <summary>The node's name, the same after a restart: its slot at the ingress.</summary>
    public string Name { get; } = options.Value.Name;

    /// <summary>The process: another one after a restart, so that what the dead one left behind is never taken for the living one's.</summary>
    public string Id { get; } = $"{options.Value.Name}~{Random.Shared.NextInt64(0x1_0000_0000).ToString("x8", CultureInfo.InvariantCulture)}";
}
