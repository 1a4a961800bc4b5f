namespace AspireChat.Web.Client.Chat.Rooms;

/// <summary>Something to tell the user above the messages, until they dismiss it.</summary>
/// <param name="Text">What to show.</param>
public sealed record ChatNews(string Text);
