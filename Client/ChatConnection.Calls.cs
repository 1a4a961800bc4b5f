using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <content>Calls about a joined room. They also throw <see cref="ChatErrors.NotMember"/> if the room has not been joined.</content>
public sealed partial class ChatConnection
{
    /// <summary>Puts a message into the outbox, which sends it in order. Returns at once, also while offline.</summary>
    /// <param name="room">A room that has been joined, or is being joined.</param>
    /// <param name="text">The text. It can be empty if there are attachments.</param>
    /// <param name="replyTo">The seq of the message that this one replies to; null if it is not a reply.</param>
    /// <param name="id">
    /// A message id (see <see cref="MessageId"/>), for example to send again what an earlier process left unsent; null = a new id.
    /// </param>
    /// <param name="attachments">The files attached to it, at most <see cref="Attachment.MaxPerMessage"/>; null = none.</param>
    /// <returns>The message in the outbox. If a message with the same id is already waiting there, that one.</returns>
    /// <exception cref="ChatException">
    /// <see cref="ChatErrors.NotMember"/>: the room has not been joined. <see cref="ChatErrors.BadRequest"/>: the id is not valid.
    /// </exception>
    public OutboxMessage Send(
        string room, string text, long? replyTo = null, string? id = null, IReadOnlyList<Attachment>? attachments = null)
    {
        if (id is not null && !MessageId.IsValid(id))
        {
            throw new ChatException(ChatErrors.BadRequest, MessageId.Rule);
        }

        var session = JoinedSession(room);
        var message = session.Outbox.Add(id ?? MessageId.New(), text, replyTo, attachments);
        session.Wake();
        RaiseChanged();
        return message;
    }

    /// <summary>Removes a message from the outbox. If it is already being sent, it can still be stored.</summary>
    public void Cancel(OutboxMessage message)
    {
        _sessions.GetValueOrDefault(message.Room)?.Outbox.Cancel(message);
        RaiseChanged();
    }

    /// <summary>Changes the text of one of the user's own messages.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<ChangeResult> EditAsync(string room, long seq, string text, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(room, nameof(IChatHub.Edit), new EditRequest { Room = room, Seq = seq, Text = text }, cancellationToken);

    /// <summary>Deletes one of the user's own messages or, for owners and moderators, anyone's.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public async Task<ChangeResult> DeleteAsync(string room, long seq, CancellationToken cancellationToken = default) =>
        await CallAsync<ChangeResult?>(
            room,
            nameof(IChatHub.Delete),
            new DeleteRequest { Room = room, Seq = seq },
            ChatErrors.NotFound,
            cancellationToken)
        ?? new ChangeResult();

    /// <summary>Adds an emoji to a message, or removes it.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<ChangeResult> ReactAsync(
        string room, long seq, string emoji, bool remove = false, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(
            room, nameof(IChatHub.React), new ReactRequest { Room = room, Seq = seq, Emoji = emoji, Remove = remove }, cancellationToken);

    /// <summary>Returns a page of older events, in seq order.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="before">Only events older than this seq; 0 = start at the newest.</param>
    /// <param name="limit">Maximum number of events; null = <see cref="ChatConnectionOptions.HistoryPage"/>.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<HistoryResult> HistoryAsync(
        string room, long before = 0, int? limit = null, CancellationToken cancellationToken = default) =>
        CallAsync<HistoryResult>(
            room,
            nameof(IChatHub.History),
            new HistoryRequest
            {
                Room = room,
                Before = before,
                Limit = limit ?? Math.Min(_options.HistoryPage, Session?.Limits.MaxPageSize ?? int.MaxValue),
            },
            cancellationToken);

    /// <summary>Returns who is online in a joined room.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<OnlineResult> WhoIsOnlineAsync(string room, CancellationToken cancellationToken = default) =>
        CallAsync<OnlineResult>(room, nameof(IChatHub.WhoIsOnline), new OnlineRequest { Room = room }, cancellationToken);

    /// <summary>Moves the user's read position in a room forward, for all devices. It never moves back.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="seq">The last seq that has been read.</param>
    /// <param name="receipt">Direct rooms: true = show the others that it was read.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task MarkReadAsync(string room, long seq, bool receipt = false, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(
            room,
            nameof(IChatHub.MarkRead),
            new MarkReadRequest { Room = room, Seq = seq, Receipt = receipt },
            cancellationToken);

    /// <summary>Returns the earlier versions of a message that was edited or deleted. Only for its author, owners and moderators.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<MessageHistoryResult> MessageHistoryAsync(string room, long seq, CancellationToken cancellationToken = default) =>
        CallAsync<MessageHistoryResult>(
            room,
            nameof(IChatHub.MessageHistory),
            new MessageHistoryRequest { Room = room, Seq = seq },
            cancellationToken);

    /// <summary>Pins a message, or unpins it.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<ChangeResult> PinAsync(string room, long seq, bool remove = false, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(room, nameof(IChatHub.Pin), new PinRequest { Room = room, Seq = seq, Remove = remove }, cancellationToken);

    /// <summary>Returns a joined room's pinned messages, in seq order.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<PinsResult> PinsAsync(string room, CancellationToken cancellationToken = default) =>
        CallAsync<PinsResult>(room, nameof(IChatHub.Pins), new PinsRequest { Room = room }, cancellationToken);

    /// <summary>Returns a joined room's messages that contain a text, newest first.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="text">The text to find; case and accents are ignored.</param>
    /// <param name="before">
    /// Only messages older than this seq; 0 = start at the newest. Pass <see cref="SearchResult.Next"/> to continue.
    /// </param>
    /// <param name="limit">Maximum number of results; null = 50.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<SearchResult> SearchAsync(
        string room, string text, long before = 0, int? limit = null, CancellationToken cancellationToken = default) =>
        CallAsync<SearchResult>(
            room,
            nameof(IChatHub.Search),
            new SearchRequest { Room = room, Text = text, Before = before, Limit = limit },
            cancellationToken);

    /// <summary>Returns the waiting questions of a joined room: all of them for owners and moderators, the user's own for others.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<QuestionsResult> QuestionsAsync(string room, CancellationToken cancellationToken = default) =>
        CallAsync<QuestionsResult>(room, nameof(IChatHub.Questions), new QuestionsRequest { Room = room }, cancellationToken);

    /// <summary>Approves a question: everyone in the room sees it from now on.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public async Task<ChangeResult> ApproveAsync(string room, string id, CancellationToken cancellationToken = default) =>
        await CallAsync<ChangeResult?>(
            room,
            nameof(IChatHub.Approve),
            new QuestionRequest { Room = room, Id = id },
            ChatErrors.NotFound,
            cancellationToken)
        ?? new ChangeResult();

    /// <summary>Dismisses a question: it is dropped and never shown.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task DismissAsync(string room, string id, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(
            room,
            nameof(IChatHub.Dismiss),
            new QuestionRequest { Room = room, Id = id },
            ChatErrors.NotFound,
            cancellationToken);

    /// <summary>Adds the user's vote to a question, or removes it.</summary>
    /// <exception cref="ChatException">
    /// The server refused the call, or the connection was not back in time (<see cref="ChatErrors.Unavailable"/>, after
    /// <see cref="ChatConnectionOptions.CallTimeout"/>).
    /// </exception>
    public Task<ChangeResult> VoteAsync(string room, long seq, bool remove = false, CancellationToken cancellationToken = default) =>
        CallAsync<ChangeResult>(
            room,
            nameof(IChatHub.Vote),
            new VoteRequest { Room = room, Seq = seq, Remove = remove },
            cancellationToken);

    /// <summary>Tells the room that the user is typing. Does nothing while offline. Call it every few seconds at most.</summary>
    /// <exception cref="ChatException">The server refused the call.</exception>
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
            // By the time the connection is back, it is no longer true.
        }
    }

    private RoomSession JoinedSession(string room)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _sessions.GetValueOrDefault(room)
            ?? throw new ChatException(ChatErrors.NotMember, $"The room {room} has not been joined. Call {nameof(JoinAsync)} first.");
    }
}
