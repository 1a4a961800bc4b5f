namespace AspireChat.Store.Logs;

/// <summary>A position in a room's log: everything up to <paramref name="Seq"/> of <paramref name="Epoch"/>.</summary>
/// <remarks>A class, so that it is read and replaced atomically, and one object serves all recipients of a batch.</remarks>
/// <param name="Epoch">The epoch of the log; empty = not known.</param>
/// <param name="Seq">0 = before the first event.</param>
public sealed record LogPosition(string Epoch, long Seq)
{
    /// <summary>No known position.</summary>
    public static LogPosition None { get; } = new("", 0);
}
