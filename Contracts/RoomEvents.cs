using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace AspireChat.Contracts;

/// <summary>
/// One entry of a room's log or, with <see cref="Seq"/> 0, an ephemeral event that only reaches connections that are in the room now.
/// Which properties have a value depends on <see cref="Kind"/>; the others are null and omitted from the JSON.
/// </summary>
[DataContract]
public sealed record RoomEvent
{
    /// <summary>The event's number in the room's log: 1, 2, 3 … without gaps; 0 = ephemeral, not in the log.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>One of <see cref="EventKind"/>.</summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = "";

    /// <summary>Messages and questions: the id that the sender chose (see <see cref="MessageId"/>); otherwise null.</summary>
    [DataMember(Name = "id")]
    public string? Id { get; init; }

    /// <summary>The user who caused the event: a token's <c>sub</c>, <see cref="ChatProtocol.SystemUser"/>, or
    /// <see cref="ChatProtocol.BotPrefix"/>
    /// followed by a bot's name.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The user's name at that time.</summary>
    [DataMember(Name = "name")]
    public string? Name { get; init; }

    /// <summary>When a node accepted the event, in Unix milliseconds.</summary>
    [DataMember(Name = "at")]
    public long At { get; init; }

    /// <summary>The text of a message, question or edit; the new topic if a settings event changed it; otherwise null.</summary>
    [DataMember(Name = "text")]
    public string? Text { get; init; }

    /// <summary>The seq of the message that this one replies to; null if it is not a reply.</summary>
    [DataMember(Name = "replyTo")]
    public long? ReplyTo { get; init; }

    /// <summary>The files attached to the message; null if there are none.</summary>
    [DataMember(Name = "attachments")]
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>
    /// The seq of the message that this edit, deletion, reaction, pin or vote refers to; for a read event, the last seq that was read.
    /// </summary>
    [DataMember(Name = "target")]
    public long? Target { get; init; }

    /// <summary>The emoji of a reaction; otherwise null.</summary>
    [DataMember(Name = "emoji")]
    public string? Emoji { get; init; }

    /// <summary>
    /// True if a reaction, pin or vote was removed, or, on a message and its edits, if the message was deleted; otherwise null.
    /// </summary>
    [DataMember(Name = "removed")]
    public bool? Removed { get; init; }

    /// <summary>Vote events: the question's number of votes after this one; otherwise null.</summary>
    [DataMember(Name = "votes")]
    public int? Votes { get; init; }

    /// <summary>Presence events: the users who came online; otherwise null.</summary>
    [DataMember(Name = "online")]
    public IReadOnlyList<RoomUser>? Online { get; init; }

    /// <summary>Presence events: the ids of the users who went offline; otherwise null.</summary>
    [DataMember(Name = "offline")]
    public IReadOnlyList<string>? Offline { get; init; }

    /// <summary>Presence events: the number of users online now; otherwise null.</summary>
    [DataMember(Name = "onlineCount")]
    public int? OnlineCount { get; init; }

    /// <summary>Settings events: all of the room's settings after the change; otherwise null.</summary>
    [DataMember(Name = "settings")]
    public RoomSettings? Settings { get; init; }

    /// <summary>Role events: the member whose role changed; otherwise null.</summary>
    [DataMember(Name = "member")]
    public RoomUser? Member { get; init; }

    /// <summary>Role events: the member's new role, one of <see cref="RoomRole"/>; otherwise null.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>The name of the node that accepted the event.</summary>
    [DataMember(Name = "node")]
    public string Node { get; init; } = "";

    /// <summary><see cref="At"/> as a UTC date and time. Not part of the message.</summary>
    [JsonIgnore, IgnoreDataMember]
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(At);
}

/// <summary>The values of <see cref="RoomEvent.Kind"/>. A client ignores the kinds it does not know.</summary>
public static class EventKind
{
    /// <summary>
    /// A message, with <see cref="RoomEvent.Id"/>, <see cref="RoomEvent.Text"/> and optionally <see cref="RoomEvent.ReplyTo"/> and
    /// <see cref="RoomEvent.Attachments"/>. If <see cref="RoomEvent.Removed"/> is true it was deleted, and text and attachments are gone.
    /// </summary>
    public const string Message = "message";

    /// <summary><see cref="RoomEvent.Text"/> replaces the text of message <see cref="RoomEvent.Target"/>.</summary>
    public const string Edit = "edit";

    /// <summary>Message <see cref="RoomEvent.Target"/> was deleted.</summary>
    public const string Delete = "delete";

    /// <summary>
    /// <see cref="RoomEvent.Emoji"/> was added to message <see cref="RoomEvent.Target"/>, or removed (<see cref="RoomEvent.Removed"/>).
    /// </summary>
    public const string Reaction = "reaction";

    /// <summary>The user became a member of the room.</summary>
    public const string Join = "join";

    /// <summary>The user is no longer a member of the room. Going offline is a <see cref="Presence"/> event instead.</summary>
    public const string Leave = "leave";

    /// <summary>
    /// The room's settings changed to <see cref="RoomEvent.Settings"/>. If the topic changed, it is also in <see cref="RoomEvent.Text"/>.
    /// </summary>
    public const string Settings = "settings";

    /// <summary><see cref="RoomEvent.Member"/> now has the role <see cref="RoomEvent.Role"/>.</summary>
    public const string Role = "role";

    /// <summary>Message <see cref="RoomEvent.Target"/> was pinned, or unpinned (<see cref="RoomEvent.Removed"/>).</summary>
    public const string Pin = "pin";

    /// <summary>A question that was approved; otherwise like a message. The user is the one who asked.</summary>
    public const string Question = "question";

    /// <summary>A vote for question <see cref="RoomEvent.Target"/>, or a removed vote (<see cref="RoomEvent.Removed"/>); the new total is
    /// <see cref="RoomEvent.Votes"/>.</summary>
    public const string Vote = "vote";

    /// <summary>Ephemeral, in direct rooms: the user has read up to <see cref="RoomEvent.Target"/>.</summary>
    public const string Read = "read";

    /// <summary>Ephemeral: the user is typing.</summary>
    public const string Typing = "typing";

    /// <summary>Ephemeral: users came online or went offline.</summary>
    public const string Presence = "presence";

    /// <summary>Returns true if events of this kind are in no log: they have no seq.</summary>
    public static bool IsEphemeral(string? kind) => kind is Read or Typing or Presence;
}

/// <summary>Argument of <c>Receive</c>: events of one room in seq order, then the ephemeral ones.</summary>
[DataContract]
public sealed record RoomBatch
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The log's epoch. If it differs from the client's, the client joins again.</summary>
    [DataMember(Name = "epoch")]
    public string Epoch { get; init; } = "";

    /// <summary>The events; empty if only the epoch changed.</summary>
    [DataMember(Name = "events")]
    public IReadOnlyList<RoomEvent> Events { get; init; } = [];
}

/// <summary>A user as shown to others.</summary>
[DataContract]
public sealed record RoomUser
{
    /// <summary>The user's id: the token's <c>sub</c>.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The user's name.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>True if the user is away on every device; otherwise null.</summary>
    [DataMember(Name = "away")]
    public bool? Away { get; init; }
}
