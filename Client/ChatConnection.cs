using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>
/// A user's connection to the chat cluster. It reconnects by itself, to whichever node answers, and never gives up; joins its
/// rooms again and fetches what was missed; keeps messages in an outbox until they are stored, exactly once and in order.
/// Safe for use by several threads; events are raised on any of them.
/// </summary>
public sealed class ChatConnection(ChatConnectionOptions options) : IAsyncDisposable
{
    /// <summary>What the connection is doing.</summary>
    public ConnectionStatus Status => throw new NotImplementedException();

    /// <summary>The node, the user and the limits, as of the last <c>Hello</c>; null before the first.</summary>
    public SessionInfo? Session => throw new NotImplementedException();

    /// <summary>Why the last attempt failed, or the last connection ended, to show to a person; null while all is well.</summary>
    public string? LastError => throw new NotImplementedException();

    /// <summary>The rooms that have been joined.</summary>
    public IReadOnlyCollection<ChatRoom> Rooms => throw new NotImplementedException();

    /// <summary>
    /// The messages that are not stored yet, oldest first within a room. The last 100 failed ones stay until <see cref="Cancel"/> takes them out.
    /// </summary>
    public IReadOnlyList<OutboxMessage> Outbox => throw new NotImplementedException();

    /// <summary>Status, session, last error, rooms or outbox have changed.</summary>
    public event Action? Changed { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <summary>Every update of every joined room, in order within a room. Never two at a time for one room.</summary>
    public event Action<RoomUpdate>? Updated { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <summary>Something for this user or for everybody.</summary>
    public event Action<Notice>? Notified { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <summary>
    /// Starts to connect, and ends when the connection is online for the first time. It tries on until then, whatever the
    /// failure, see <see cref="LastError"/>. Cancelling ends the waiting, not the trying.
    /// </summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException(options.ToString());

    /// <summary>
    /// Joins a room, once online. The room's newest page comes as an update before this ends. Joining a joined room changes nothing.
    /// </summary>
    /// <exception cref="ChatException">The server refused, for example with <see cref="ChatErrors.BadRoom"/> or <see cref="ChatErrors.Unavailable"/>.</exception>
    public Task<ChatRoom> JoinAsync(string room, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Leaves a room for good, once online. Its updates end at once, and its unsent messages are cancelled.</summary>
    /// <exception cref="ChatException">The server refused. The updates have ended all the same.</exception>
    public Task LeaveAsync(string room, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Queues a message, to be sent in its turn. Never waits, works offline.</summary>
    /// <param name="room">A room that has been joined, or is about to be.</param>
    /// <param name="text">The text.</param>
    /// <param name="replyTo">The seq of the message that this one answers.</param>
    /// <param name="id">An id of one's own (see <see cref="MessageId"/>), for example to send again what an earlier process left unsent.</param>
    /// <exception cref="ChatException"><see cref="ChatErrors.NotMember"/>: the room has not been joined. <see cref="ChatErrors.BadRequest"/>: no such id can be.</exception>
    public OutboxMessage Send(string room, string text, long? replyTo = null, string? id = null) => throw new NotImplementedException();

    /// <summary>Takes a message out of the outbox. One that is on its way already may still be stored.</summary>
    public void Cancel(OutboxMessage message) => throw new NotImplementedException();

    /// <summary>Changes the text of one's own message.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<ChangeResult> EditAsync(string room, long seq, string text, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Withdraws one's own message.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<ChangeResult> DeleteAsync(string room, long seq, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Puts an emoji on a message, or takes it back.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<ChangeResult> ReactAsync(string room, long seq, string emoji, bool remove = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>A page of older events, in seq order.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="before">Events older than this seq; 0 = from the newest.</param>
    /// <param name="limit">How many at most; null = <see cref="ChatConnectionOptions.HistoryPage"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<HistoryResult> HistoryAsync(string room, long before = 0, int? limit = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Who is online in a joined room.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<OnlineResult> WhoIsOnlineAsync(string room, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Tells the user's other devices how far this one has read.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task MarkReadAsync(string room, long seq, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Tells the room that the user is typing. Does nothing while offline. Worth calling every few seconds at most.</summary>
    /// <exception cref="ChatException">The server refused.</exception>
    public Task TypingAsync(string room, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Disconnects and ends everything: readers end, unsent messages are cancelled. The rooms are not left.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
