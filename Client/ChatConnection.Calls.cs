using AspireChat.Client.Connecting;
using AspireChat.Client.Rooms;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <content>What is done in a joined room.</content>
public sealed partial class ChatConnection
{
    /// <summary>Queues a message, to be sent in its turn. Never waits, works offline.</summary>
    /// <param name="room">A room that has been joined, or is about to be.</param>
    /// <param name="text">The text; may be empty where there are attachments.</param>
    /// <param name="replyTo">The seq of the message that this one answers.</param>
    /// <param name="id">An id of one's own (see <see cref="MessageId"/>), for example to send again what an earlier process left unsent.</param>
    /// <param name="attachments">The files that belong to it, at most <see cref="Attachment.MostPerMessage"/>.</param>
    /// <exception cref="ChatException"><see cref="ChatErrors.NotMember"/>: the room has not been joined. <see cref="ChatErrors.BadRequest"/>: no such id can be.</exception>
    public OutboxMessage Send(string room, string text, long? replyTo = null, string? id = null, IReadOnlyList<Attachment>? attachments = null)
    {
        if (id is not null && !MessageId.IsValid(id))
        {
            throw new ChatException(ChatErrors.BadRequest, "A message's id is 1 to 64 of A-Z a-z 0-9 . _ -");
        }

        var session = JoinedSession(room);
        var message = session.Outbox.Add(id ?? MessageId.New(), text, replyTo, attachments);
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
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<ChangeResult> EditAsync(string room, long seq, string text, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(room, nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = seq, Text = text }, cancellationToken);

    /// <summary>Withdraws one's own message; owners and moderators also that of others.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public async Task<ChangeResult> DeleteAsync(string room, long seq, CancellationToken cancellationToken = default) =>
        await CallAsync<ChangeResult?>(room, nameof(IChatHub.Delete), new DeleteRequest { Room = room, Seq = seq }, ChatErrors.NotFound, cancellationToken)
        ?? new ChangeResult();

    /// <summary>Puts an emoji on a message, or takes it back.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<ChangeResult> ReactAsync(string room, long seq, string emoji, bool remove = false, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(
            room, nameof(IChatHub.React), new ReactRequest { Room = room, Seq = seq, Emoji = emoji, Remove = remove }, cancellationToken);

    /// <summary>A page of older events, in seq order.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="before">Events older than this seq; 0 = from the newest.</param>
    /// <param name="limit">How many at most; null = <see cref="ChatConnectionOptions.HistoryPage"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<HistoryResult> HistoryAsync(string room, long before = 0, int? limit = null, CancellationToken cancellationToken = default) =>
        CallAsync<HistoryResult>(
            room, nameof(IChatHub.History), new HistoryRequest { Room = room, Before = before, Limit = limit ?? Math.Min(_options.HistoryPage, Session?.Limits.MaxPageSize ?? int.MaxValue) }, cancellationToken);

    /// <summary>Who is online in a joined room.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<OnlineResult> WhoIsOnlineAsync(string room, CancellationToken cancellationToken = default) =>
        CallAsync<OnlineResult>(room, nameof(IChatHub.WhoIsOnline), new OnlineRequest { Room = room }, cancellationToken);

    /// <summary>Notes how far the user has read, on all devices. It never goes back.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="seq">Everything up to here has been read.</param>
    /// <param name="receipt">In a direct room: let the others see it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task MarkReadAsync(string room, long seq, bool receipt = false, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.MarkRead), new MarkReadRequest { Room = room, Seq = seq, Receipt = receipt }, cancellationToken);

    /// <summary>What a message was before it was edited or withdrawn: for its author, owners and moderators.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<MessageHistoryResult> MessageHistoryAsync(string room, long seq, CancellationToken cancellationToken = default) =>
        CallAsync<MessageHistoryResult>(room, nameof(IChatHub.MessageHistory), new MessageHistoryRequest { Room = room, Seq = seq }, cancellationToken);

    /// <summary>Pins a message, or takes the pin out.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<ChangeResult> PinAsync(string room, long seq, bool remove = false, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(room, nameof(IChatHub.Pin), new PinRequest { Room = room, Seq = seq, Remove = remove }, cancellationToken);

    /// <summary>A joined room's pinned messages, in seq order.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<PinsResult> PinsAsync(string room, CancellationToken cancellationToken = default) =>
        CallAsync<PinsResult>(room, nameof(IChatHub.Pins), new PinsRequest { Room = room }, cancellationToken);

    /// <summary>A joined room's messages that contain a text, newest first.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="text">What they have to contain; accents, capital and small letters do not matter.</param>
    /// <param name="before">Only messages older than this seq; 0 = from the newest. To search on: <see cref="SearchResult.Next"/>.</param>
    /// <param name="limit">How many at most; null: 50.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<SearchResult> SearchAsync(string room, string text, long before = 0, int? limit = null, CancellationToken cancellationToken = default) =>
        CallAsync<SearchResult>(
            room, nameof(IChatHub.Search), new SearchRequest { Room = room, Text = text, Before = before, Limit = limit }, cancellationToken);

    /// <summary>The questions of a joined room that wait: all for owners and moderators, one's own for others.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<QuestionsResult> QuestionsAsync(string room, CancellationToken cancellationToken = default) =>
        CallAsync<QuestionsResult>(room, nameof(IChatHub.Questions), new QuestionsRequest { Room = room }, cancellationToken);

    /// <summary>Lets a question through: from now on everybody sees it.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public async Task<ChangeResult> ApproveAsync(string room, string id, CancellationToken cancellationToken = default) =>
        await CallAsync<ChangeResult?>(room, nameof(IChatHub.Approve), new QuestionRequest { Room = room, Id = id }, ChatErrors.NotFound, cancellationToken)
        ?? new ChangeResult();

    /// <summary>Drops a question.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task DismissAsync(string room, string id, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.Dismiss), new QuestionRequest { Room = room, Id = id }, ChatErrors.NotFound, cancellationToken);

    /// <summary>Gives a question one's voice, or takes it back.</summary>
    /// <exception cref="ChatException">The server refused; <see cref="ChatErrors.Unavailable"/> also when offline for longer than <see cref="ChatConnectionOptions.CallPatience"/>.</exception>
    public Task<ChangeResult> VoteAsync(string room, long seq, bool remove = false, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(room, nameof(IChatHub.Vote), new VoteRequest { Room = room, Seq = seq, Remove = remove }, cancellationToken);

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
}
