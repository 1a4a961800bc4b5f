namespace AspireChat.Web.Client.Chat.Timeline;

/// <summary>Something that a room's page shows a line for.</summary>
public abstract class TimelineEntry
{
    /// <summary>The seq of the event it began with.</summary>
    public required long Seq { get; init; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it: the user's id.</summary>
    public required string User { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }
}
