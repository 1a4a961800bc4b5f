namespace AspireChat.Store.Logs;

/// <summary>Consecutive events of a log, and the log's state at that moment.</summary>
/// <param name="Head">The position of the newest event.</param>
/// <param name="Oldest">The oldest seq that the log still has; 0 = it is empty.</param>
/// <param name="Events">In seq order.</param>
public sealed record LogPage(LogPosition Head, long Oldest, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>The position of the page's last event; the head if the page is empty.</summary>
    public LogPosition End => Events is [.., var last] ? Head with { Seq = last.Seq } : Head;
}

/// <summary>The result of appending an event.</summary>
/// <param name="Position">Its position.</param>
/// <param name="At">When it was first accepted, in Unix milliseconds.</param>
/// <param name="Duplicate">True if an earlier call had already stored it.</param>
public readonly record struct AppendResult(LogPosition Position, long At, bool Duplicate)
{
    /// <summary>True if it was not stored because the writer is not a member of the room.</summary>
    public bool IsNotMember { get; init; }
}
