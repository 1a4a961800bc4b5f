using AspireChat.Contracts;

namespace AspireChat.Web.Client.Drafts;

/// <summary>A message that was still in the outbox when the page was closed.</summary>
internal sealed record UnsentMessage(string Room, string Id, string Text, long? ReplyTo, IReadOnlyList<Attachment>? Attachments = null);
