namespace AspireChat.Store.Logs;

/// <summary>How rooms are stored and delivered, <c>Chat:Rooms</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>Maximum number of join and leave events that one user causes in a room within <see cref="NoticeWindow"/>.</summary>
    public const int NoticesPerUser = 4;

    /// <summary>Maximum number of join and leave events per <see cref="LogLength"/> events, as a fraction: a tenth.</summary>
    public const int NoticeShare = 10;

    /// <summary>How long a user's join and leave events are counted.</summary>
    public static readonly TimeSpan NoticeWindow = TimeSpan.FromMinutes(10);

    /// <summary>The number of events that a room's log keeps, not counting join and leave events.</summary>
    public int LogLength { get; set; } = 10_000;

    /// <summary>How long a message's id is remembered, so that sending it again stores nothing.</summary>
    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Maximum number of frames per second that one busy room costs this node: after a fan-out to N connections the next one comes N / this
    /// later (500 connections: 100 ms), and what arrives in between goes out as one batch. The first event after a pause is not delayed.
    /// </summary>
    public int FramesPerSecond { get; set; } = 5_000;

    /// <summary>Maximum delay of an event because of <see cref="FramesPerSecond"/>. 0 = never delay.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a single write to a connection can take before the connection is aborted.</summary>
    public TimeSpan BehindLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Maximum number of members of a room that shows who joins and leaves. In bigger rooms these events would go to everyone for little
    /// use.
    /// </summary>
    public int NoticesUpToMembers { get; set; } = 50;
}
