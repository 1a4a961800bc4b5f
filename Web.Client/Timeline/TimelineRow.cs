namespace AspireChat.Web.Client.Timeline;

/// <summary>An entry as it stands on the page.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="NewDay">Whether it starts a new day.</param>
/// <param name="Continued">Whether it continues the message before it.</param>
/// <param name="FirstNew">Whether it is the first new one.</param>
internal readonly record struct TimelineRow(TimelineEntry Entry, bool NewDay, bool Continued, bool FirstNew)
{
    /// <summary>The users who joined, or left, one after the other, in one row. Empty if the entry is something else.</summary>
    public required IReadOnlyList<TimelineMembership> Together { get; init; }
}
