using AspireChat.Client.Connecting;
using AspireChat.Client.Rooms;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <content>What is done in a joined room.</content>
public sealed partial class ChatConnection
{
    /// <summary>Queues a message, to be sent in its turn. Never waits, works offline.</summary>
    /// <param name="room">A room that has been joined, or is about to be.</param>
    /// <param name="text">The text.</param>
    /// <param name="replyTo">The seq of the message that this one answers.</param>
    /// <param name="id">An id of one's own (see <see cref="MessageId"/>), for example to send again what an earlier process left unsent.</param>
    /// <exception cref="ChatException"><see cref="ChatErrors.NotMember"/>: the room has not been joined. <see cref="ChatErrors.BadRequest"/>: no such id can be.</exception>
    public OutboxMessage Send(string room, string text, long? replyTo = null, string? id = null)
    {
        if (id is not null && !MessageId.IsValid(id))
        {
            throw new ChatException(ChatErrors.BadRequest, "A message's id is 1 to 64 of A-Z a-z 0-9 . _ -");
        }

        var session = JoinedSession(room);
        var message = session.Outbox.Add(id ?? MessageId.New(), text, replyTo);
        session.Wake();
        RaiseChanged();
        return message;
    }

    /// <summary>Takes a message out of the outbox. One that is on its way already may still be stored.</summary>
    public void Cancel(OutboxMessage message)
    {
        _sessions.GetValueOrDefault(message.Room)?.Outbox.Cancel(message);
        RaiseChanged();
    }

    /// <summary>Changes the text of one's own message.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<ChangeResult> EditAsync(string room, long seq, string text, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(room, nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = seq, Text = text }, cancellationToken);

    /// <summary>Withdraws one's own message.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<ChangeResult> DeleteAsync(string room, long seq, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(room, nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = seq }, cancellationToken);

    /// <summary>Puts an emoji on a message, or takes it back.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<ChangeResult> ReactAsync(string room, long seq, string emoji, bool remove = false, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(
            room, nameof(IChatHub.React), new ReactRequest { Room = room, Seq = seq, Emoji = emoji, Remove = remove }, cancellationToken);

    /// <summary>A page of older events, in seq order.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="before">Events older than this seq; 0 = from the newest.</param>
    /// <param name="limit">How many at most; null = <see cref="ChatConnectionOptions.HistoryPage"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<HistoryResult> HistoryAsync(string room, long before = 0, int? limit = null, CancellationToken cancellationToken = default) =>
        CallAsync<HistoryResult>(
            room, nameof(IChatHub.History), new HistoryRequest { Room = room, Before = before, Limit = limit ?? Math.Min(_options.HistoryPage, Session?.Limits.MaxPageSize ?? int.MaxValue) }, cancellationToken);

    /// <summary>Who is online in a joined room.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task<OnlineResult> WhoIsOnlineAsync(string room, CancellationToken cancellationToken = default) =>
        CallAsync<OnlineResult>(room, nameof(IChatHub.WhoIsOnline), new OnlineRequest { Room = room }, cancellationToken);

    /// <summary>Tells the user's other devices how far this one has read.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline.</exception>
    public Task MarkReadAsync(string room, long seq, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.MarkRead), new MarkReadRequest { Room = room, Seq = seq }, cancellationToken);

    /// <summary>Tells the room that the user is typing. Does nothing while offline. Worth calling every few seconds at most.</summary>
    /// <exception cref="ChatException">The server refused.</exception>
    public async Task TypingAsync(string room, CancellationToken cancellationToken = default)
    {
        if (JoinedSession(room).Joined.Current is not { } link)
        {
            return;
        }

        try
        {
            await link.InvokeAsync<object?>(nameof(IChatHub.Typing), new TypingRequest { Room = room }, cancellationToken);
        }
        catch (LinkLostException)
        {
            // By the time the connection is back it is no longer true.
        }
    }

    private RoomSession JoinedSession(string room)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _sessions.GetValueOrDefault(room)
            ?? throw new ChatException(ChatErrors.NotMember, $"The room {room} has not been joined: call {nameof(JoinAsync)} first.");
    }

    private async Task<T> CallAsync<T>(string room, string method, object argument, CancellationToken cancellationToken)
    {
        var link = await JoinedSession(room).Joined.WhenJoinedAsync(cancellationToken);
        try
        {
            return await link.InvokeAsync<T>(method, argument, cancellationToken);
        }
        catch (LinkLostException lost)
        {
            throw new ChatException(ChatErrors.Unavailable, $"The connection was lost before the answer came: {lost.Message}");
        }
    }
}
