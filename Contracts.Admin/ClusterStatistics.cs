namespace AspireChat.Contracts.Admin;

/// <summary>The whole cluster at one moment.</summary>
public sealed record ClusterStatistics
{
    /// <summary>When, Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>The living nodes.</summary>
    public IReadOnlyList<NodeInfo> Nodes { get; init; } = [];

    /// <summary>Connections by transport, all nodes together.</summary>
    public TransportCounts Connections { get; init; } = new();

    /// <summary>How many rooms there are.</summary>
    public long Rooms { get; init; }

    /// <summary>How many users have ever connected.</summary>
    public long Users { get; init; }

    /// <summary>Events accepted per second, all nodes together.</summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>Events written to connections per second, all nodes together.</summary>
    public double DeliveriesPerSecond { get; init; }

    /// <summary>The worst node's median lag, in milliseconds; null without events.</summary>
    public double? LagP50Ms { get; init; }

    /// <summary>The worst node's 99th percentile.</summary>
    public double? LagP99Ms { get; init; }
}

/// <summary>The cluster's last minutes, a sample a second, for charts.</summary>
public sealed record StatisticsHistory
{
    /// <summary>The samples, oldest first.</summary>
    public IReadOnlyList<ClusterStatistics> Samples { get; init; } = [];
}

/// <summary>An entry of the event stream (<c>GET /events</c>, Server-Sent Events; the SSE event's name is <see cref="Kind"/>).</summary>
public sealed record ClusterEvent
{
    /// <summary>
    /// <c>node-up</c>, <c>node-draining</c>, <c>node-down</c>, <c>join</c>, <c>leave</c>, <c>statistics</c>, or an audited action
    /// (<c>action</c>).
    /// </summary>
    public string Kind { get; init; } = "";

    /// <summary>When, Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>The node it is about, or that saw it.</summary>
    public string? Node { get; init; }

    /// <summary>The room it is about.</summary>
    public string? Room { get; init; }

    /// <summary>The user it is about.</summary>
    public string? User { get; init; }

    /// <summary>The user's name.</summary>
    public string? Name { get; init; }

    /// <summary><c>statistics</c>, once a second: the cluster.</summary>
    public ClusterStatistics? Statistics { get; init; }

    /// <summary><c>action</c>: what was done.</summary>
    public AuditEntry? Action { get; init; }
}
