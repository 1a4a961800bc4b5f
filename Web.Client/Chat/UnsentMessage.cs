using AspireChat.Contracts;

namespace AspireChat.Web.Client.Chat;

/// <summary>A message that was on its way when the page was left.</summary>
internal sealed record UnsentMessage(string Room, string Id, string Text, long? ReplyTo, IReadOnlyList<Attachment>? Attachments = null);
