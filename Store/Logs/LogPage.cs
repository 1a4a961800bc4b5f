namespace AspireChat.Store.Logs;

/// <summary>Some consecutive events of a log, and what the log was like at that moment.</summary>
/// <param name="Head">The newest event's place.</param>
/// <param name="Oldest">The oldest seq that the log still holds, 0 when it is empty.</param>
/// <param name="Events">In seq order.</param>
/// <param name="Created">Whether this reading brought the room into being.</param>
public sealed record LogPage(LogPosition Head, long Oldest, IReadOnlyList<StoredEvent> Events, bool Created)
{
    /// <summary>The place of the page's last event; of the head when the page is empty.</summary>
    public LogPosition End => Events is [.., var last] ? Head with { Seq = last.Seq } : Head;
}

/// <summary>What became of an event that was appended.</summary>
/// <param name="Position">Its place.</param>
/// <param name="At">When it was accepted first, in Unix milliseconds.</param>
/// <param name="Duplicate">Whether it had been stored before.</param>
public readonly record struct AppendResult(LogPosition Position, long At, bool Duplicate);
