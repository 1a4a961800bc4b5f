using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>What a node allows, as configured under <c>Chat:Limits</c> and told to every client by <c>Hello</c>.</summary>
[DataContract]
public sealed record ChatLimits
{
    /// <summary>Longest text of a message, in UTF-16 code units.</summary>
    [DataMember(Name = "maxTextLength")]
    public int MaxTextLength { get; init; } = 4_000;

    /// <summary>Sends, edits and reactions a connection may make per second, on average. 0 = no limit.</summary>
    [DataMember(Name = "sendsPerSecond")]
    public double SendsPerSecond { get; init; } = 10;

    /// <summary>Sends that may come at once after a pause, before <see cref="SendsPerSecond"/> holds.</summary>
    [DataMember(Name = "sendBurst")]
    public int SendBurst { get; init; } = 20;

    /// <summary>Rooms one connection may be in at the same time.</summary>
    [DataMember(Name = "maxRoomsPerConnection")]
    public int MaxRoomsPerConnection { get; init; } = 100;

    /// <summary>Most events of one page of history, or of one answer to a join.</summary>
    [DataMember(Name = "maxPageSize")]
    public int MaxPageSize { get; init; } = 200;

    /// <summary>Most missed events that a resume delivers; a client that missed more is told to reload.</summary>
    [DataMember(Name = "maxResume")]
    public int MaxResume { get; init; } = 1_000;
}
