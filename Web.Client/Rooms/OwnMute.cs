namespace AspireChat.Web.Client.Rooms;

/// <summary>The user is muted in a room.</summary>
/// <param name="Reason">The reason; null if none was given.</param>
/// <param name="Until">When it expires; null: it has to be lifted.</param>
public sealed record OwnMute(string? Reason, DateTimeOffset? Until);
