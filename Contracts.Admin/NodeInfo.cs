namespace AspireChat.Contracts.Admin;

/// <summary>A chat node as it last reported itself, at most a heartbeat (1 s) ago.</summary>
public sealed record NodeInfo
{
    /// <summary>The process; another one after a restart.</summary>
    public string Id { get; init; } = "";

    /// <summary>The node's name: its slot at the ingress, the same after a restart.</summary>
    public string Name { get; init; } = "";

    /// <summary>The program's version.</summary>
    public string Version { get; init; } = "";

    /// <summary>When it started, Unix milliseconds.</summary>
    public long StartedAt { get; init; }

    /// <summary>Whether it sends its clients away and takes no new ones.</summary>
    public bool Draining { get; init; }

    /// <summary>Its clients' connections, by transport.</summary>
    public TransportCounts Connections { get; init; } = new();

    /// <summary>Connections that do not drain at the moment and are left out until they do.</summary>
    public int Behind { get; init; }

    /// <summary>Rooms with a connection on it.</summary>
    public int Rooms { get; init; }

    /// <summary>Events it accepted, per second.</summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>Events it wrote to connections, per second, each connection counted.</summary>
    public double DeliveriesPerSecond { get; init; }

    /// <summary>Calls it refused, per second.</summary>
    public double RejectedPerSecond { get; init; }

    /// <summary>From the moment an event was accepted, on whichever node, to the end of its fan-out here: median, in milliseconds; null without events.</summary>
    public double? LagP50Ms { get; init; }

    /// <summary>The 99th percentile of the same.</summary>
    public double? LagP99Ms { get; init; }

    /// <summary>The process's working set.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>CPU use in percent of one core.</summary>
    public double CpuPercent { get; init; }
}

/// <summary>Connections by transport.</summary>
public sealed record TransportCounts
{
    /// <summary>WebSockets.</summary>
    public int WebSockets { get; init; }

    /// <summary>Server-Sent Events.</summary>
    public int ServerSentEvents { get; init; }

    /// <summary>Long polling.</summary>
    public int LongPolling { get; init; }

    /// <summary>All of them.</summary>
    public int Total { get; init; }
}
