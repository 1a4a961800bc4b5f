namespace AspireChat.Web.Client.Timeline;

/// <summary>A member's role was changed.</summary>
public sealed class TimelineRole : TimelineEntry
{
    /// <summary>The member's name.</summary>
    public required string Member { get; init; }

    /// <summary>The new role.</summary>
    public required string Role { get; init; }
}
