namespace AspireChat.Store.Logs;

/// <summary>A place in a room's log: everything up to <paramref name="Seq"/> of <paramref name="Epoch"/>.</summary>
/// <remarks>A class, so that it is read and replaced as one and one object serves all recipients of a batch.</remarks>
/// <param name="Epoch">Which life of the log; empty when none is known.</param>
/// <param name="Seq">0 = before the first event.</param>
public sealed record LogPosition(string Epoch, long Seq)
{
    /// <summary>Nothing known.</summary>
    public static LogPosition None { get; } = new("", 0);
}
