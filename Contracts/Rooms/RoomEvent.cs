using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace AspireChat.Contracts;

/// <summary>
/// One entry of a room's log, or, with <see cref="Seq"/> 0, something that only those see who are there at the moment.
/// Which fields have a value depends on <see cref="Kind"/>; the others are null and left out of the JSON.
/// </summary>
[DataContract]
public sealed record RoomEvent
{
    /// <summary>Number in the room's log: 1, 2, 3 … without holes. 0 = ephemeral, not in the log.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>One of <see cref="EventKind"/>.</summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = "";

    /// <summary>The id its sender chose (see <see cref="MessageId"/>).</summary>
    [DataMember(Name = "id")]
    public string? Id { get; init; }

    /// <summary>Who did it: the token's <c>sub</c>; <see cref="ChatProtocol.SystemUser"/>, or <see cref="ChatProtocol.BotPrefix"/> and a bot's name.</summary>
    [DataMember(Name = "user")]
    public string User { get; init; } = "";

    /// <summary>The user's name at that moment.</summary>
    [DataMember(Name = "name")]
    public string? Name { get; init; }

    /// <summary>When the node accepted it: milliseconds since 1970-01-01T00:00:00Z.</summary>
    [DataMember(Name = "at")]
    public long At { get; init; }

    /// <summary>The text of a message or of an edit; a new topic.</summary>
    [DataMember(Name = "text")]
    public string? Text { get; init; }

    /// <summary>The seq of the message that this one answers.</summary>
    [DataMember(Name = "replyTo")]
    public long? ReplyTo { get; init; }

    /// <summary>The files that belong to the message.</summary>
    [DataMember(Name = "attachments")]
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>The seq of the message that this edit, deletion, reaction, pin or vote is about; up to where was read.</summary>
    [DataMember(Name = "target")]
    public long? Target { get; init; }

    /// <summary>The emoji of a reaction.</summary>
    [DataMember(Name = "emoji")]
    public string? Emoji { get; init; }

    /// <summary>True when a reaction, a pin or a vote is taken back; of a message and its edits, when it was withdrawn.</summary>
    [DataMember(Name = "removed")]
    public bool? Removed { get; init; }

    /// <summary>Vote: how many voices the question has now.</summary>
    [DataMember(Name = "votes")]
    public int? Votes { get; init; }

    /// <summary>Presence: who came online.</summary>
    [DataMember(Name = "online")]
    public IReadOnlyList<RoomUser>? Online { get; init; }

    /// <summary>Presence: the ids of the users who went offline.</summary>
    [DataMember(Name = "offline")]
    public IReadOnlyList<string>? Offline { get; init; }

    /// <summary>Presence: how many users are online now.</summary>
    [DataMember(Name = "onlineCount")]
    public int? OnlineCount { get; init; }

    /// <summary>Settings: all of them, as they are now.</summary>
    [DataMember(Name = "settings")]
    public RoomSettings? Settings { get; init; }

    /// <summary>Role: whose it is.</summary>
    [DataMember(Name = "member")]
    public RoomUser? Member { get; init; }

    /// <summary>Role: <c>owner</c>, <c>moderator</c> or <c>member</c>.</summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>The node that accepted it.</summary>
    [DataMember(Name = "node")]
    public string Node { get; init; } = "";

    /// <summary><see cref="At"/> as a date, UTC.</summary>
    [JsonIgnore, IgnoreDataMember]
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(At);
}
