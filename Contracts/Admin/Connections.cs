namespace AspireChat.Contracts.Admin;

/// <summary>A client's connection.</summary>
public sealed record ConnectionInfo
{
    /// <summary>SignalR's connection id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The node it is connected to.</summary>
    public string Node { get; init; } = "";

    /// <summary>The user's id.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// The address it comes from; of an IPv6 address the first 64 bits. Null if it is not known, because the node does not trust the
    /// proxy in front of it.
    /// </summary>
    public string? Network { get; init; }

    /// <summary><c>webSockets</c>, <c>serverSentEvents</c> or <c>longPolling</c>.</summary>
    public string Transport { get; init; } = "";

    /// <summary><c>json</c> or <c>messagepack</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>When it connected, in Unix milliseconds.</summary>
    public long ConnectedAt { get; init; }

    /// <summary>Whether the connection is currently too slow: it is skipped and caught up from the log.</summary>
    public bool Behind { get; init; }

    /// <summary>The rooms that the connection has joined.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];
}

/// <summary>
/// Body of <c>POST /nodes/{node}/disconnect</c>: asks some of the node's clients to reconnect, to spread them over the nodes.
/// </summary>
public sealed record DisconnectRequest
{
    /// <summary>The share of the clients, in percent, 1 to 100.</summary>
    public int SharePercent { get; init; }

    /// <summary>The time over which they reconnect, in seconds, 0 to 300.</summary>
    public int WithinSeconds { get; init; } = 5;
}
