using AspireChat.Contracts;

namespace AspireChat.Web.Client.Timeline;

/// <summary>The room's settings were changed.</summary>
public sealed class TimelineSettings : TimelineEntry
{
    /// <summary>The new settings.</summary>
    public required RoomSettings Settings { get; init; }

    /// <summary>The new topic, if it changed.</summary>
    public required string? Topic { get; init; }
}
