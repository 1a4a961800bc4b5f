namespace AspireChat.Web.Client.Chat;

/// <summary>A message shown above the room until the user dismisses it. Two of them may have the same text.</summary>
/// <param name="text">What to show.</param>
/// <param name="isAnnouncement">Whether a person wrote it, in Markdown: an announcement, or an operator's notice to the user.</param>
public sealed class BannerMessage(string text, bool isAnnouncement)
{
    /// <summary>What to show.</summary>
    public string Text => text;

    /// <summary>Whether a person wrote it, in Markdown: an announcement, or an operator's notice to the user.</summary>
    public bool IsAnnouncement => isAnnouncement;
}
