namespace AspireChat.Web.Client.Chat.Timeline;

/// <summary>Somebody gave a member a role.</summary>
public sealed class TimelineRole : TimelineEntry
{
    /// <summary>The member's name.</summary>
    public required string Member { get; init; }

    /// <summary>What the member is since then.</summary>
    public required string Role { get; init; }
}
