namespace AspireChat.Web.Client.Timeline;

/// <summary>A user joined or left the room.</summary>
public sealed class TimelineMembership : TimelineEntry
{
    /// <summary>True for joined, false for left.</summary>
    public required bool Joined { get; init; }
}
