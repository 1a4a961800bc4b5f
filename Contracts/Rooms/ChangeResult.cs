using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Answer to <c>Edit</c>, <c>Delete</c> and <c>React</c>.</summary>
[DataContract]
public sealed record ChangeResult
{
    /// <summary>The seq of the new event that says so.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }
}
