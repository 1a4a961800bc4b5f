using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>A node's limits, configured under <c>Chat:Limits</c> and returned to every client by <c>Hello</c>.</summary>
[DataContract]
public sealed record ChatLimits
{
    /// <summary>Maximum length of a message's text, in UTF-16 code units.</summary>
    [DataMember(Name = "maxTextLength")]
    public int MaxTextLength { get; init; } = 4_000;

    /// <summary>Average number of sends and other rate-limited calls that a connection can make per second; 0 = no limit.</summary>
    [DataMember(Name = "sendsPerSecond")]
    public double SendsPerSecond { get; init; } = 10;

    /// <summary>Number of calls that a connection can make at once after a pause, before <see cref="SendsPerSecond"/> applies.</summary>
    [DataMember(Name = "sendBurst")]
    public int SendBurst { get; init; } = 20;

    /// <summary>Maximum number of rooms that one connection can have joined at the same time.</summary>
    [DataMember(Name = "maxRoomsPerConnection")]
    public int MaxRoomsPerConnection { get; init; } = 100;

    /// <summary>Maximum number of events in a page of history, or in the result of a join.</summary>
    [DataMember(Name = "maxPageSize")]
    public int MaxPageSize { get; init; } = 200;

    /// <summary>
    /// Maximum number of missed events that a resume delivers. A client that missed more gets <see cref="JoinResult.Truncated"/>.
    /// </summary>
    [DataMember(Name = "maxResume")]
    public int MaxResume { get; init; } = 1_000;
}
