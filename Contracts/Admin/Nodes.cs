namespace AspireChat.Contracts.Admin;

/// <summary>A chat node's latest report. Nodes report every second.</summary>
public sealed record NodeInfo
{
    /// <summary>The id of the process; it changes with every restart.</summary>
    public string Id { get; init; } = "";

    /// <summary>The node's name, which is its slot at the ingress and stays the same after a restart.</summary>
    public string Name { get; init; } = "";

    /// <summary>The program's version.</summary>
    public string Version { get; init; } = "";

    /// <summary>When the process started, in Unix milliseconds.</summary>
    public long StartedAt { get; init; }

    /// <summary>Whether the node is draining: it sends its clients elsewhere and accepts no new ones.</summary>
    public bool Draining { get; init; }

    /// <summary>The number of client connections, by transport.</summary>
    public TransportCounts Connections { get; init; } = new();

    /// <summary>The number of connections that are currently too slow and are skipped until they have drained.</summary>
    public int Behind { get; init; }

    /// <summary>The number of rooms that a connection of this node has joined.</summary>
    public int Rooms { get; init; }

    /// <summary>Messages that the node stored, per second.</summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>Events that the node wrote to connections, per second. An event counts once for each connection.</summary>
    public double DeliveriesPerSecond { get; init; }

    /// <summary>Calls that the node refused, per second.</summary>
    public double RejectedPerSecond { get; init; }

    /// <summary>The median time from the moment when any node accepted an event to the end of its fan-out on this node, in milliseconds;
    /// null if there
    /// were no events.</summary>
    public double? LagP50Ms { get; init; }

    /// <summary>The 99th percentile of that time, in milliseconds; null if there were no events.</summary>
    public double? LagP99Ms { get; init; }

    /// <summary>The process's working set, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The process's CPU use, in percent of one core.</summary>
    public double CpuPercent { get; init; }
}

/// <summary>Numbers of connections by transport.</summary>
public sealed record TransportCounts
{
    /// <summary>Connections over WebSockets.</summary>
    public int WebSockets { get; init; }

    /// <summary>Connections over Server-Sent Events.</summary>
    public int ServerSentEvents { get; init; }

    /// <summary>Connections over long polling.</summary>
    public int LongPolling { get; init; }

    /// <summary>All connections.</summary>
    public int Total { get; init; }
}
