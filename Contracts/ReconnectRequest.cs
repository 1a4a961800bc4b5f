using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Reconnect</c>: the node is going away; connect anew, and join with the last seq.</summary>
[DataContract]
public sealed record ReconnectRequest
{
    /// <summary><c>draining</c> or <c>rebalancing</c>.</summary>
    [DataMember(Name = "reason")]
    public string Reason { get; init; } = "";

    /// <summary>Reconnect at a random moment within this many milliseconds, so that not all do so at once.</summary>
    [DataMember(Name = "withinMs")]
    public int WithinMs { get; init; }
}
