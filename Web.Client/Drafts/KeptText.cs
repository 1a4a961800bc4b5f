namespace AspireChat.Web.Client.Drafts;

/// <summary>A text that was not sent before its room was closed to the user, offered so that it is not lost.</summary>
/// <param name="Room">The room, as used in a sentence.</param>
/// <param name="Text">The text.</param>
public sealed record KeptText(string Room, string Text);
