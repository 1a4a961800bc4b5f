using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Live;

/// <summary>A node, as last seen.</summary>
/// <param name="Info">Its last report.</param>
/// <param name="SeenAt">The time of the last sample with it, in Unix milliseconds.</param>
/// <param name="Gone">Whether it is missing from the newest sample.</param>
public sealed record LiveNode(NodeInfo Info, long SeenAt, bool Gone)
{
    /// <summary>Its name.</summary>
    public string Name => Info.Name;

    /// <summary>Its state.</summary>
    public NodeState State => Gone ? NodeState.Gone : Info.Draining ? NodeState.Draining : NodeState.Up;
}
