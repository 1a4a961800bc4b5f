using AspireChat.Store.Logs;

namespace AspireChat.Store.Rooms;

/// <summary>A user who wants to join a room.</summary>
public sealed record JoinAttempt
{
    /// <summary>The room.</summary>
    public required string Room { get; init; }

    /// <summary>The user.</summary>
    public required EventAuthor User { get; init; }

    /// <summary>Up to where this process knows the log.</summary>
    public required LogPosition Known { get; init; }

    /// <summary>Whether a new member is announced in the room.</summary>
    public bool IsVisible { get; init; }

    /// <summary>True if this process does not know the room, so that it may have to be listed.</summary>
    public bool MayBeNew { get; init; }

    /// <summary>Where the user resumes; null = with the newest page.</summary>
    public LogPosition? After { get; init; }

    /// <summary>
    /// What the user will get if the log ends where this page's head is: this process has it in memory. Null = it has to be read.
    /// </summary>
    public LogPage? Kept { get; init; }

    /// <summary>Maximum number of events of the newest page.</summary>
    public required int PageSize { get; init; }

    /// <summary>Maximum number of events of a page that resumes.</summary>
    public required int MaxPage { get; init; }

    /// <summary>Maximum number of missed events; a user who missed more gets the newest page.</summary>
    public required int MaxResume { get; init; }
}

/// <summary>Whether a user joined.</summary>
public enum JoinOutcome
{
    /// <summary>The user is a member.</summary>
    Joined,

    /// <summary>The room is private, and the user is not a member.</summary>
    Private,

    /// <summary>The room is being deleted.</summary>
    Deleted,
}

/// <summary>The result of a <see cref="JoinAttempt"/>.</summary>
/// <param name="Outcome">Whether the user joined; if not, the rest has no meaning.</param>
/// <param name="IsNew">Whether the user was not a member before.</param>
/// <param name="Page">What the user missed, or the newest page.</param>
/// <param name="Truncated">True if the user wanted to resume, but events are missing before the page.</param>
/// <param name="Read">The seq up to which the user has read.</param>
public sealed record JoinAnswer(JoinOutcome Outcome, bool IsNew, LogPage Page, bool Truncated, long Read);
