using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Send</c>.</summary>
[DataContract]
public sealed record SendRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>Chosen by the client (see <see cref="MessageId"/>); the same id again is the same message.</summary>
    [DataMember(Name = "id")]
    public string Id { get; init; } = "";

    /// <summary>The text, 1 to <see cref="ChatLimits.MaxTextLength"/> UTF-16 code units; may be empty where there are attachments.</summary>
    [DataMember(Name = "text")]
    public string Text { get; init; } = "";

    /// <summary>The seq of the message that this one answers.</summary>
    [DataMember(Name = "replyTo")]
    public long? ReplyTo { get; init; }

    /// <summary>The files that belong to it, at most <see cref="Attachment.MostPerMessage"/>.</summary>
    [DataMember(Name = "attachments")]
    public IReadOnlyList<Attachment>? Attachments { get; init; }
}
