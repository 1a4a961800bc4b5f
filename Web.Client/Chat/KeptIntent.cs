namespace AspireChat.Web.Client.Chat;

/// <summary>What the user was about to do with messages when the page was left.</summary>
/// <param name="ReplyTo">The seq of the message to be answered, or null.</param>
/// <param name="Editing">The seq of the message to be edited, or null.</param>
/// <param name="Text">What it shall say; null: nothing was typed yet.</param>
internal sealed record KeptIntent(long? ReplyTo, long? Editing, string? Text)
{
    /// <summary>Nothing.</summary>
    public static KeptIntent None { get; } = new(null, null, null);
}
