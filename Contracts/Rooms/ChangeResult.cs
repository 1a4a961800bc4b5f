using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Edit</c>, <c>Delete</c>, <c>React</c>, <c>Pin</c>, <c>Vote</c> and <c>Approve</c>.</summary>
[DataContract]
public sealed record ChangeResult
{
    /// <summary>The seq of the new event that says so; 0 when a pin or vote was so already.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }
}
