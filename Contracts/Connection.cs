using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Result of <c>Hello</c>: this connection as its node sees it.</summary>
[DataContract]
public sealed record SessionInfo
{
    /// <summary>The node's name.</summary>
    [DataMember(Name = "node")]
    public string Node { get; init; } = "";

    /// <summary><c>webSockets</c>, <c>serverSentEvents</c> or <c>longPolling</c>.</summary>
    [DataMember(Name = "transport")]
    public string Transport { get; init; } = "";

    /// <summary>The user's id: the token's <c>sub</c>.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The user's name: the token's <c>name</c>.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>The node's limits.</summary>
    [DataMember(Name = "limits")]
    public ChatLimits Limits { get; init; } = new();
}

/// <summary>Argument of <c>Reconnect</c>: open another connection, and join each room again with its last seq.</summary>
[DataContract]
public sealed record ReconnectRequest
{
    /// <summary><c>draining</c> (the node is going away) or <c>rebalancing</c> (the operator spreads the clients over the nodes).</summary>
    [DataMember(Name = "reason")]
    public string Reason { get; init; } = "";

    /// <summary>Reconnect after a random delay of up to this many milliseconds, so that clients do not all reconnect at once.</summary>
    [DataMember(Name = "withinMs")]
    public int WithinMs { get; init; }
}
