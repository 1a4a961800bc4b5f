namespace AspireChat.Store.Logs;

/// <summary>How rooms are kept and delivered, <c>Chat:Rooms</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>How many events a room's log keeps.</summary>
    public int LogLength { get; set; } = 10_000;

    /// <summary>How long the id of a message is remembered, so that sending it again stores nothing.</summary>
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Frames that one busy room may cost this node in a second: after a fan-out to N connections the next comes N / this later (to 500: 100 ms), and
    /// what arrives meanwhile goes out as one batch. The first event after a pause is not delayed.
    /// </summary>
    public int FramesPerSecond { get; set; } = 5_000;

    /// <summary>The longest that <see cref="FramesPerSecond"/> may delay an event. 0 = never wait.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a connection may stay behind before it is cut.</summary>
    public TimeSpan BehindLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Up to how many members a room shows who joins and leaves. Above, each of those would go to everybody for little use.</summary>
    public int NoticesUpToMembers { get; set; } = 50;
}
