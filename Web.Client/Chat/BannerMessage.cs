namespace AspireChat.Web.Client.Chat;

/// <summary>A message shown above the room until the user dismisses it.</summary>
/// <param name="Text">What to show.</param>
public sealed record BannerMessage(string Text);
