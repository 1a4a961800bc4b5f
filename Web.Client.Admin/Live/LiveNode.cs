using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Live;

/// <summary>A node as the page knows it.</summary>
/// <param name="Info">Its last report.</param>
/// <param name="SeenAt">The last sample it was in, Unix milliseconds.</param>
/// <param name="Gone">Whether the newest sample lacks it.</param>
public sealed record LiveNode(NodeInfo Info, long SeenAt, bool Gone)
{
    /// <summary>Its name.</summary>
    public string Name => Info.Name;

    /// <summary>What it is doing.</summary>
    public NodeState State => Gone ? NodeState.Gone : Info.Draining ? NodeState.Draining : NodeState.Up;
}
