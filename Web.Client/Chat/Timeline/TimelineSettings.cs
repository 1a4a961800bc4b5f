using AspireChat.Contracts;

namespace AspireChat.Web.Client.Chat.Timeline;

/// <summary>Somebody changed what the room is about, or who may write.</summary>
public sealed class TimelineSettings : TimelineEntry
{
    /// <summary>As they are since then.</summary>
    public required RoomSettings Settings { get; init; }

    /// <summary>The new topic, if it is that which changed.</summary>
    public required string? Topic { get; init; }
}
