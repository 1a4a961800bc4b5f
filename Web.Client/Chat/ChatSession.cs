using System.Diagnostics;
using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Settings;
using AspireChat.Web.Client.Telemetry;

namespace AspireChat.Web.Client.Chat;

/// <summary>What a signed-in user has open in this tab: the connection and the rooms. Components show it and call it.</summary>
public sealed partial class ChatSession : IAsyncDisposable
{
    /// <summary>What the server cannot do now it can do soon; nobody should have to press a button for that.</summary>
    private static readonly TimeSpan UnavailablePause = TimeSpan.FromSeconds(3);

    private readonly ChatConnection _connection;
    private readonly List<OpenRoom> _rooms = [];
    private readonly KeptWork _kept;
    private OpenRoom? _current;

    /// <summary>Connects, asks for the user's rooms, and takes up what a reload left unsent.</summary>
    public ChatSession(SessionResponse user, Func<Task<string?>> token, Uri hub, BrowserStorage storage, ReadReceipts receipts)
    {
        (User, _receipts, _kept) = (user, receipts, new KeptWork(storage, user.User));
        _connection = new ChatConnection(new ChatConnectionOptions { Hub = hub, AccessToken = _ => token() });
        _connection.Changed += OnConnectionChanged;
        _connection.Notified += OnNotified;
        _connection.Updated += OnUpdated;
        _connection.Changed += OnTalkConnection;
        _connection.Notified += OnTalkNotified;
        _ = _connection.StartAsync();

        foreach (var unsent in _kept.Unsent())
        {
            Send(Open(unsent.Room), unsent.Text, unsent.ReplyTo, unsent.Id, unsent.Attachments);
        }
    }

    /// <summary>The connection or the list of rooms has changed. Each room tells of its own changes.</summary>
    public event Action? Changed;

    /// <summary>Who this is.</summary>
    public SessionResponse User { get; }

    /// <summary>The user's rooms: first as the server lists them, then in the order of opening.</summary>
    public IReadOnlyList<OpenRoom> Rooms => _rooms;

    /// <summary>What the connection is doing.</summary>
    public ConnectionStatus Status => _connection.Status;

    /// <summary>The node, its transport and limits; null before the first connection.</summary>
    public SessionInfo? Node => _connection.Session;

    /// <summary>Why there is no connection, to show to a person.</summary>
    public string? LastError => _connection.LastError;

    /// <summary>How many messages wait to be stored.</summary>
    public int Waiting => _connection.Outbox.Count(message => message.State is OutboxState.Waiting or OutboxState.Sending);

    /// <summary>How long the last message that was sent while online took to be stored and acknowledged; null before the first.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>The room on the screen. What comes in for it counts as read.</summary>
    public OpenRoom? Current
    {
        get => _current;
        set
        {
            _current?.ForgetNew();
            _current = value;
            value?.MarkRead();
            SayRead(value);
            Changed?.Invoke();
        }
    }

    /// <summary>Opens a room, at once; its messages come when the server has answered.</summary>
    public OpenRoom Open(string name)
    {
        var room = Find(name) ?? Add(name);
        if (!room.Opened)
        {
            room.Opened = true;
            _ = JoinAsync(room);
            Changed?.Invoke();
        }

        return room;
    }

    /// <summary>Tries again to join a room that could not be joined.</summary>
    public Task RetryAsync(OpenRoom room) => JoinAsync(room);

    /// <summary>Leaves a room for good.</summary>
    public async Task LeaveAsync(OpenRoom room)
    {
        _rooms.Remove(room);
        _leaving.Add(room.Name);
        _kept.KeepDraft(room.Name, "");
        _kept.KeepFiles(room.Name, []);
        Changed?.Invoke();
        try
        {
            await _connection.LeaveAsync(room.Name);
        }
        catch (ChatException)
        {
            // The room is closed here either way; the server forgets members that do not come back.
        }
        finally
        {
            _leaving.Remove(room.Name);
        }
    }

    /// <summary>Sends a message: it is shown at once, and stays in the outbox until it is stored.</summary>
    public void Send(OpenRoom room, string text, long? replyTo = null) => Send(room, text, replyTo, id: null);

    /// <summary>Sends a failed message again, under the same id: should it have been stored after all, it is not stored twice.</summary>
    public void Resend(OpenRoom room, OutboxMessage failed)
    {
        Discard(room, failed);
        Send(room, failed.Text, failed.ReplyTo, failed.Id, failed.Attachments);
    }

    /// <summary>Gives a message up.</summary>
    public void Discard(OpenRoom room, OutboxMessage message)
    {
        _connection.Cancel(message);
        room.Timeline.Remove(message);
        KeepUnsent();
        room.RaiseChanged();
    }

    /// <summary>Fetches a page of older messages.</summary>
    public async Task LoadOlderAsync(OpenRoom room)
    {
        if (room.LoadingOlder || !room.Timeline.HasOlder || room.Connected is null)
        {
            return;
        }

        room.LoadingOlder = true;
        room.RaiseChanged();
        try
        {
            var before = room.Timeline.FirstSeq;
            var page = await _connection.HistoryAsync(room.Name, before);

            // Another epoch or first seq: the log was lost meanwhile, or the room reset. The page belongs to what was.
            if (page.Epoch == room.Connected.Epoch && before == room.Timeline.FirstSeq)
            {
                room.Timeline.ApplyOlder(page);
            }
        }
        catch (ChatException)
        {
            // The button stays; the banner says why there is no connection.
        }
        finally
        {
            room.LoadingOlder = false;
            room.RaiseChanged();
        }
    }

    /// <summary>Disconnects. The rooms are not left.</summary>
    public ValueTask DisposeAsync()
    {
        _ended = true;
        return _connection.DisposeAsync();
    }

    /// <summary>Forgets what was not sent, when the user signs out.</summary>
    public void Forget() => _kept.Forget(_rooms.Select(room => room.Name));

    private void Send(OpenRoom room, string text, long? replyTo, string? id, IReadOnlyList<Attachment>? attachments = null)
    {
        var started = Status == ConnectionStatus.Online && Waiting == 0 ? Stopwatch.GetTimestamp() : 0;
        OutboxMessage message;
        using (BrowserTracing.Click(id is null ? "send" : "resend", room.Name))
        {
            message = _connection.Send(room.Name, text, replyTo, id, attachments);
        }

        room.Timeline.Queue(message);
        KeepUnsent();
        room.RaiseChanged();
        _ = WatchAsync(room, message, started);
    }

    private async Task WatchAsync(OpenRoom room, OutboxMessage message, long started)
    {
        try
        {
            if ((await message.Completion).Waiting == true)
            {
                room.Timeline.Remove(message);
                _ = LoadQuestionsAsync(room);
            }

            if (started != 0 && message.Attempts == 1)
            {
                RoundTrip = Stopwatch.GetElapsedTime(started);
                Changed?.Invoke();
            }
        }
        catch (Exception failure) when (failure is ChatException or OperationCanceledException)
        {
            // The message says so itself, where it stands.
        }

        KeepUnsent();
        room.RaiseChanged();
    }

    private async Task JoinAsync(OpenRoom room)
    {
        try
        {
            room.Join(await _connection.JoinAsync(room.Name));
            SayRead(room);
            _ = LoadTalkAsync(room);
        }
        catch (ChatException refused) when (refused.Code == ChatErrors.Unavailable)
        {
            room.Error = Refusals.Of(refused);
            room.RaiseChanged();
            await Task.Delay(UnavailablePause);
            if (_rooms.Contains(room))
            {
                await JoinAsync(room);
            }
        }
        catch (ChatException refused)
        {
            room.Error = Refusals.Of(refused);
            room.RaiseChanged();
        }
        catch (OperationCanceledException)
        {
            // Left, or signed out, before the server answered.
        }
    }

    private void OnUpdated(RoomUpdate update)
    {
        if (_rooms.Find(room => room.Name == update.Room) is { } room)
        {
            var unread = room.Unread;
            var first = !room.Loaded;
            room.Apply(update, _connection.Find(room.Name), lookedAt: room == _current && Watching);
            SayRead(room);
            ShowTyping(room, update);
            OnTalkUpdated(room, update);
            if (update.Live || (first && room.CameBack))
            {
                TellOfMentions(room, update);
            }

            if (unread != room.Unread)
            {
                Changed?.Invoke();
            }
        }
    }

    // What failed for good stands on the page until it is sent again or discarded; a reload is no answer either.
    private void KeepUnsent() => _kept.KeepUnsent(_connection.Outbox.Where(message => message.State != OutboxState.Sent));
}
