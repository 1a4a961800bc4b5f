using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Result of <c>Edit</c>, <c>Delete</c>, <c>React</c>, <c>Pin</c>, <c>Vote</c> and <c>Approve</c>.</summary>
[DataContract]
public sealed record ChangeResult
{
    /// <summary>The seq of the event that records the change; 0 if an edit, pin or vote changed nothing.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }
}

/// <summary>Argument of <c>Edit</c>: new text for one of the user's own messages.</summary>
[DataContract]
public sealed record EditRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>The new text.</summary>
    [DataMember(Name = "text")]
    public string Text { get; init; } = "";
}

/// <summary>Argument of <c>Delete</c>: deletes one of the user's own messages or, for owners and moderators, anyone's.</summary>
[DataContract]
public sealed record DeleteRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }
}

/// <summary>Argument of <c>React</c>.</summary>
[DataContract]
public sealed record ReactRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>One emoji, at most 32 UTF-16 code units.</summary>
    [DataMember(Name = "emoji")]
    public string Emoji { get; init; } = "";

    /// <summary>True = remove the reaction.</summary>
    [DataMember(Name = "remove")]
    public bool Remove { get; init; }
}

/// <summary>Argument of <c>Pin</c>, for owners and moderators; in a direct room, for all members.</summary>
[DataContract]
public sealed record PinRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The message's seq.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>True = remove the pin.</summary>
    [DataMember(Name = "remove")]
    public bool Remove { get; init; }
}

/// <summary>Argument of <c>Pins</c>.</summary>
[DataContract]
public sealed record PinsRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}

/// <summary>Result of <c>Pins</c>.</summary>
[DataContract]
public sealed record PinsResult
{
    /// <summary>
    /// The pinned messages with their current text, in seq order, at most 100. Pinned messages are kept when the log is trimmed.
    /// </summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];
}
