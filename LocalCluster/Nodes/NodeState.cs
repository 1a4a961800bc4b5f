namespace AspireChat.LocalCluster.Nodes;

/// <summary>How a slot's node is.</summary>
internal enum NodeState
{
    /// <summary>No process.</summary>
    Stopped,

    /// <summary>Its process runs, but is not healthy yet.</summary>
    Starting,

    /// <summary>It takes clients.</summary>
    Up,

    /// <summary>It was told to end, and hands its clients over.</summary>
    Draining,

    /// <summary>It was healthy and is not now, while another node is.</summary>
    Unhealthy,
}
