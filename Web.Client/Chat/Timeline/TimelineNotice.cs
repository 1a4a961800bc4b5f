namespace AspireChat.Web.Client.Chat.Timeline;

/// <summary>Somebody joined the room, or left it.</summary>
public sealed class TimelineNotice : TimelineEntry
{
    /// <summary>True for joined, false for left.</summary>
    public required bool Joined { get; init; }
}
