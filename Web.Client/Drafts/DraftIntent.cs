namespace AspireChat.Web.Client.Drafts;

/// <summary>The reply and the edit that were in progress in a room, as saved across a reload.</summary>
/// <param name="ReplyTo">The seq of the message being replied to, or null.</param>
/// <param name="Editing">The seq of the message being edited, or null.</param>
/// <param name="Text">The edited text; null if nothing has been typed.</param>
internal sealed record DraftIntent(long? ReplyTo, long? Editing, string? Text)
{
    /// <summary>No reply and no edit.</summary>
    public static DraftIntent None { get; } = new(null, null, null);
}
