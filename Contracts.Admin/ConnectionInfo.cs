namespace AspireChat.Contracts.Admin;

/// <summary>A client's connection.</summary>
public sealed record ConnectionInfo
{
    /// <summary>SignalR's id of it.</summary>
    public string Id { get; init; } = "";

    /// <summary>The node it is connected to.</summary>
    public string Node { get; init; } = "";

    /// <summary>The user's id.</summary>
    public string User { get; init; } = "";

    /// <summary>The user's name.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>webSockets</c>, <c>serverSentEvents</c> or <c>longPolling</c>.</summary>
    public string Transport { get; init; } = "";

    /// <summary><c>json</c> or <c>messagepack</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>When it connected, Unix milliseconds.</summary>
    public long ConnectedAt { get; init; }

    /// <summary>Whether it does not drain at the moment.</summary>
    public bool Behind { get; init; }

    /// <summary>The rooms it has joined.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];
}
