namespace AspireChat.Contracts.Admin;

/// <summary>The whole cluster at one point in time.</summary>
public sealed record ClusterStatistics
{
    /// <summary>When, in Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>The live nodes.</summary>
    public IReadOnlyList<NodeInfo> Nodes { get; init; } = [];

    /// <summary>The number of connections on all nodes, by transport.</summary>
    public TransportCounts Connections { get; init; } = new();

    /// <summary>The number of rooms.</summary>
    public long Rooms { get; init; }

    /// <summary>The number of users who have ever connected.</summary>
    public long Users { get; init; }

    /// <summary>Messages stored per second, on all nodes.</summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>Events written to connections per second, on all nodes.</summary>
    public double DeliveriesPerSecond { get; init; }

    /// <summary>
    /// The highest median lag of any node, in milliseconds (see <see cref="NodeInfo.LagP50Ms"/>); null if there were no events.
    /// </summary>
    public double? LagP50Ms { get; init; }

    /// <summary>The highest 99th percentile of the lag of any node, in milliseconds; null if there were no events.</summary>
    public double? LagP99Ms { get; init; }
}

/// <summary>The cluster's statistics over the last minutes or hours, for charts.</summary>
public sealed record StatisticsHistory
{
    /// <summary>The longest history, in minutes: a day.</summary>
    public const int MaxMinutes = 24 * 60;

    /// <summary>The time from one sample to the next, in seconds.</summary>
    public int StepSeconds { get; init; }

    /// <summary>The samples, oldest first. Each is the mean of its time, but for the lag, which is its maximum.</summary>
    public IReadOnlyList<ClusterStatistics> Samples { get; init; } = [];

    /// <summary>The newest events of nodes and of the admin API, oldest first, as far as this admin node has seen them.</summary>
    public IReadOnlyList<ClusterEvent> Events { get; init; } = [];
}

/// <summary>An entry of the event stream (<c>GET /events</c>, Server-Sent Events; the SSE event's name is <see cref="Kind"/>).</summary>
public sealed record ClusterEvent
{
    /// <summary>
    /// <c>node-up</c>, <c>node-draining</c>, <c>node-down</c>, <c>join</c>, <c>leave</c>, <c>statistics</c>, or <c>action</c> for an
    /// audited
    /// call.
    /// </summary>
    public string Kind { get; init; } = "";

    /// <summary>When, in Unix milliseconds.</summary>
    public long At { get; init; }

    /// <summary>The node that the event is about, or that observed it; null if neither applies.</summary>
    public string? Node { get; init; }

    /// <summary>The room that the event is about; null if it is not about a room.</summary>
    public string? Room { get; init; }

    /// <summary>The user that the event is about; null if it is not about a user.</summary>
    public string? User { get; init; }

    /// <summary>That user's name; null if it is not about a user.</summary>
    public string? Name { get; init; }

    /// <summary>For <c>statistics</c>, which comes once a second: the cluster's statistics; otherwise null.</summary>
    public ClusterStatistics? Statistics { get; init; }

    /// <summary>For <c>action</c>: the audited call; otherwise null.</summary>
    public AuditEntry? Action { get; init; }
}
