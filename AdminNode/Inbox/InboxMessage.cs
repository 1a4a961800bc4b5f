using System.Text.Json.Serialization;
using AspireChat.Contracts;

namespace AspireChat.AdminNode.Inbox;

/// <summary>A message that an outside system publishes on <c>chat:inbox</c>, signed with the admin key.</summary>
internal sealed record InboxMessage
{
    /// <summary>Chosen by the sender (see <see cref="MessageId"/>). Sending it again stores nothing and gets the same answer.</summary>
    public required string Id { get; init; }

    /// <summary>The room.</summary>
    public required string Room { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The name of the bot that posts; null = the system.</summary>
    public string? Bot { get; init; }

    /// <summary>The seq of the message that this one replies to; null if it is not a reply.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>When it was signed, in Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>False = do not send an answer.</summary>
    public bool? Reply { get; init; }
}

/// <summary>The answer, on <c>chat:replies:ID</c>.</summary>
internal sealed record InboxReply
{
    /// <summary>The message's seq; null if it was refused.</summary>
    public long? Seq { get; init; }

    /// <summary>When it was first accepted, in Unix milliseconds.</summary>
    public long? At { get; init; }

    /// <summary>Whether it was already stored.</summary>
    public bool? Duplicate { get; init; }

    /// <summary>Why it was refused, as <c>code: explanation</c>; null if it was not.</summary>
    public string? Error { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(InboxMessage))]
[JsonSerializable(typeof(InboxReply))]
internal sealed partial class InboxJson : JsonSerializerContext;
