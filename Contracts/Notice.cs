using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Notify</c>: something for one user, on every device, or for everybody.</summary>
[DataContract]
public sealed record Notice
{
    /// <summary>One of <see cref="NoticeKind"/>.</summary>
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

    /// <summary>Standing: <c>owner</c> or <c>moderator</c>; null: a member.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>Standing: until when the user is muted, Unix milliseconds, 0 = until it is lifted; null: not muted.</summary>
    [DataMember(Name = "until")]
    public long? Until { get; init; }
}
