using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Notify</c>: something for one user, on every device, or for everybody.</summary>
[DataContract]
public sealed record Notice
{
    /// <summary>
    /// <c>read</c>: read position moved on another device. <c>announcement</c>, <c>notice</c>: from the operator, to everybody or to this user.
    /// <c>banned</c>, <c>kicked</c>: the connection is about to be closed. <c>removed</c>, <c>deleted</c>: out of <see cref="Room"/>.
    /// </summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = "";

    /// <summary>The room it is about.</summary>
    [DataMember(Name = "room")]
    public string? Room { get; init; }

    /// <summary>The seq it is about.</summary>
    [DataMember(Name = "seq")]
    public long? Seq { get; init; }

    /// <summary>What to show.</summary>
    [DataMember(Name = "text")]
    public string? Text { get; init; }
}
