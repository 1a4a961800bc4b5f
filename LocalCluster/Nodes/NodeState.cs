namespace AspireChat.LocalCluster.Nodes;

/// <summary>The state of a slot's node.</summary>
internal enum NodeState
{
    /// <summary>No process.</summary>
    Stopped,

    /// <summary>Its process runs, but is not healthy yet.</summary>
    Starting,

    /// <summary>It accepts clients.</summary>
    Up,

    /// <summary>It was told to stop and is moving its clients to other nodes.</summary>
    Draining,

    /// <summary>It is no longer healthy, while another node is.</summary>
    Unhealthy,
}
