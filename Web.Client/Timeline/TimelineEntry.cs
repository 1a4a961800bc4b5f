using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Timeline;

/// <summary>An entry in the list of messages.</summary>
public abstract class TimelineEntry
{
    private int? _day;

    /// <summary>The seq of its event.</summary>
    public required long Seq { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The day it happened, see <see cref="Intl.DayNumber"/>.</summary>
    internal int Day => _day ??= Intl.DayNumber(At);

    /// <summary>The id of the user who did it.</summary>
    public required string User { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }
}
