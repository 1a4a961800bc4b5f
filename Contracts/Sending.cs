using System.Runtime.Serialization;
using System.Text.RegularExpressions;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Send</c>.</summary>
[DataContract]
public sealed record SendRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";

    /// <summary>The id that the client chose (see <see cref="MessageId"/>). Sending the same id again stores nothing.</summary>
    [DataMember(Name = "id")]
    public string Id { get; init; } = "";

    /// <summary>
    /// The text, 1 to <see cref="ChatLimits.MaxTextLength"/> UTF-16 code units. It can be empty if there are attachments.
    /// </summary>
    [DataMember(Name = "text")]
    public string Text { get; init; } = "";

    /// <summary>The seq of the message that this one replies to; null if it is not a reply.</summary>
    [DataMember(Name = "replyTo")]
    public long? ReplyTo { get; init; }

    /// <summary>The files attached to it, at most <see cref="Attachment.MaxPerMessage"/>; null if there are none.</summary>
    [DataMember(Name = "attachments")]
    public IReadOnlyList<Attachment>? Attachments { get; init; }
}

/// <summary>Result of <c>Send</c>: the message is in the log, or waits as a question.</summary>
[DataContract]
public sealed record SendResult
{
    /// <summary>The message's seq; 0 while it is a question that waits for approval.</summary>
    [DataMember(Name = "seq")]
    public long Seq { get; init; }

    /// <summary>When the message was first accepted, in Unix milliseconds.</summary>
    [DataMember(Name = "at")]
    public long At { get; init; }

    /// <summary>True if an earlier call had already stored the message.</summary>
    [DataMember(Name = "duplicate")]
    public bool Duplicate { get; init; }

    /// <summary>
    /// True if the message is a question that waits for an owner or moderator (see <see cref="RoomKind.Questions"/>); otherwise null.
    /// </summary>
    [DataMember(Name = "waiting")]
    public bool? Waiting { get; init; }
}

/// <summary>
/// The id that a client chooses for a message, unique among the user's messages in the room: 1 to 64 characters from
/// <c>A-Z a-z 0-9 . _ -</c>. Sending the same id again stores nothing and returns the seq of the first send.
/// </summary>
public static partial class MessageId
{
    /// <summary>The rule as a sentence, to show to the user when an id is not valid.</summary>
    public const string Rule = "A message id has 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'.";

    /// <summary>Creates a new id: 32 hexadecimal digits that sort by time of creation.</summary>
    public static string New() => Guid.CreateVersion7().ToString("N");

    /// <summary>Returns true if <paramref name="id"/> is a valid message id; false for null.</summary>
    public static bool IsValid(string? id) => id is not null && Pattern().IsMatch(id);

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

/// <summary>A file attached to a message. Anyone who knows the id can download it from <c>/files/{id}/{name}</c>.</summary>
[DataContract]
public sealed record Attachment
{
    /// <summary>Maximum number of attachments in one message.</summary>
    public const int MaxPerMessage = 10;

    /// <summary>Maximum length of <see cref="Name"/>, in UTF-16 code units.</summary>
    public const int MaxNameLength = 120;

    /// <summary>
    /// The unguessable id that <c>POST /api/files</c> returned: 44 characters from A-Z, a-z, 0-9, '-' and '_' (22 for files
    /// uploaded by earlier versions). It vouches for the name, the type, the size and the uploader, so a message is accepted only
    /// with the values that came with it.
    /// </summary>
    [DataMember(Name = "id")]
    public string Id { get; init; } = "";

    /// <summary>The file's name, 1 to <see cref="MaxNameLength"/> UTF-16 code units.</summary>
    [DataMember(Name = "name")]
    public string Name { get; init; } = "";

    /// <summary>
    /// The file's media type. Pages show <c>image/png</c>, <c>image/jpeg</c>, <c>image/gif</c> and <c>image/webp</c> as pictures.
    /// </summary>
    [DataMember(Name = "type")]
    public string Type { get; init; } = "";

    /// <summary>The file's size in bytes.</summary>
    [DataMember(Name = "size")]
    public long Size { get; init; }

    /// <summary>A picture's width in pixels, so that a page can reserve its space before it loads; null if not known.</summary>
    [DataMember(Name = "width")]
    public int? Width { get; init; }

    /// <summary>A picture's height in pixels; null if not known.</summary>
    [DataMember(Name = "height")]
    public int? Height { get; init; }

    /// <summary>Returns true if every property of <paramref name="attachment"/> is within its limits; false for null.</summary>
    public static bool IsValid(Attachment? attachment) =>
        attachment is
        {
            Size: >= 0,
            Type.Length: > 0 and <= 100,
            Name.Length: > 0 and <= MaxNameLength,
            Width: null or > 0 and <= 100_000,
            Height: null or > 0 and <= 100_000,
        }
        && IsId(attachment.Id);

    /// <summary>Returns true if <paramref name="id"/> has the form of an attachment's id.</summary>
    public static bool IsId(string? id) => id is { Length: 22 or 44 } && !id.AsSpan().ContainsAnyExcept(IdCharacters);

    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

/// <summary>Argument of <c>Typing</c>. Send it every few seconds at most.</summary>
[DataContract]
public sealed record TypingRequest
{
    /// <summary>The room's name (see <see cref="RoomName"/>).</summary>
    [DataMember(Name = "room")]
    public string Room { get; init; } = "";
}
