using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Hello</c>: what this connection is, as its node sees it.</summary>
[DataContract]
public sealed record SessionInfo
{
    /// <summary>The node's name.</summary>
    [DataMember(Name = "node")]
    public string Node { get; init; } = "";

    /// <summary><c>webSockets</c>, <c>serverSentEvents</c> or <c>longPolling</c>.</summary>
    [DataMember(Name = "transport")]
    public string Transport { get; init; } = "";

    /// <summary>The token's <c>sub</c>.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The token's <c>name</c>.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>What the node allows.</summary>
    [DataMember(Name = "limits")]
    public ChatLimits Limits { get; init; } = new();
}
