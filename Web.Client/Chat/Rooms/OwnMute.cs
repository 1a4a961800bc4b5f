namespace AspireChat.Web.Client.Chat.Rooms;

/// <summary>That the user may not write.</summary>
/// <param name="Reason">Why; null where nobody has said.</param>
/// <param name="Until">When it ends; null: when it is lifted.</param>
public sealed record OwnMute(string? Reason, DateTimeOffset? Until);
