using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Drafts;
using AspireChat.Web.Client.Settings;

namespace AspireChat.Web.Client.Chat;

/// <summary>
/// The chat of a signed-in user in this tab: the connection and the parts that work with it. Passes each event of the connection
/// to the parts; components show them and call them.
/// </summary>
public sealed class ChatSession : IAsyncDisposable
{
    private readonly ChatConnection _connection;
    private readonly DraftStorage _storage;
    private readonly TypingSignals _typing;
    private readonly PinsAndQuestions _pinsAndQuestions;

    /// <summary>Connects, loads the user's rooms, and sends what was unsent before a reload.</summary>
    public ChatSession(
        SessionResponse user, Func<Task<string?>> token, Uri hub, TabStorage storage, ReadReceipts receipts, TimeProvider time)
    {
        User = user;
        _storage = new DraftStorage(storage, user.User);
        _connection = new ChatConnection(new ChatConnectionOptions { Hub = hub, AccessToken = _ => token(), Time = time });
        _typing = new TypingSignals(_connection, user.User);
        Activity = new PageActivity(_connection, RaiseChanged);
        Drafts = new DraftEditor(_storage, _typing, RaiseChanged);
        Rooms = new RoomList(user, Drafts, time);
        Reading = new ReadingPosition(_connection, Rooms, Activity, receipts, RaiseChanged);
        Alerts = new MentionAlerts(user.User, Reading);
        _pinsAndQuestions = new PinsAndQuestions(_connection, Rooms);
        Joins = new RoomJoins(_connection, Rooms, Reading, _pinsAndQuestions, Drafts, RaiseChanged);
        Listing = new RoomListing(_connection, Rooms, Reading, Joins, time, RaiseChanged);
        Notices = new Notices(Rooms, Joins, Listing, _pinsAndQuestions, RaiseChanged);
        Sender = new MessageSender(_connection, _storage, Drafts, _pinsAndQuestions, RaiseChanged);
        Messages = new MessageCommands(_connection, _pinsAndQuestions, user.User);
        History = new RoomHistory(_connection);

        _connection.Changed += OnConnectionChanged;
        _connection.Notified += Notices.OnNotified;
        _connection.Updated += OnUpdated;
        _ = _connection.StartAsync();
        _ = Listing.RunAsync();

        foreach (var unsent in _storage.GetUnsent())
        {
            Sender.Send(Joins.Open(unsent.Room), unsent.Text, unsent.ReplyTo, unsent.Id, unsent.Attachments);
        }
    }

    /// <summary>The connection, the list of rooms or a part has changed. Each room raises its own changes.</summary>
    public event Action? Changed;

    /// <summary>The signed-in user.</summary>
    public SessionResponse User { get; }

    /// <summary>The connection, for calls about rooms and members. Refusals are <see cref="ChatException"/>s.</summary>
    public ChatConnection Connection => _connection;

    /// <summary>The state of the connection.</summary>
    public ConnectionStatus Status => _connection.Status;

    /// <summary>The node, its transport and limits; null before the first connection.</summary>
    public SessionInfo? Node => _connection.Session;

    /// <summary>Why there is no connection, as a text to show.</summary>
    public string? LastError => _connection.LastError;

    /// <summary>Whether the user is looking at the page.</summary>
    public PageActivity Activity { get; }

    /// <summary>The user's rooms.</summary>
    public RoomList Rooms { get; }

    /// <summary>Opens and leaves rooms.</summary>
    public RoomJoins Joins { get; }

    /// <summary>Loads the list of rooms.</summary>
    public RoomListing Listing { get; }

    /// <summary>The room on the screen, and how far rooms are read.</summary>
    public ReadingPosition Reading { get; }

    /// <summary>Mentions and direct messages.</summary>
    public MentionAlerts Alerts { get; }

    /// <summary>What the server tells the user.</summary>
    public Notices Notices { get; }

    /// <summary>What the user is about to send.</summary>
    public DraftEditor Drafts { get; }

    /// <summary>Sends messages.</summary>
    public MessageSender Sender { get; }

    /// <summary>Changes messages.</summary>
    public MessageCommands Messages { get; }

    /// <summary>Older messages, search and versions.</summary>
    public RoomHistory History { get; }

    /// <summary>The open dialog; null if none is.</summary>
    public DialogKind? Dialog { get; private set; }

    /// <summary>Opens a dialog.</summary>
    public void OpenDialog(DialogKind dialog)
    {
        Dialog = dialog;
        RaiseChanged();
    }

    /// <summary>Closes the open dialog.</summary>
    public void CloseDialog()
    {
        Dialog = null;
        RaiseChanged();
    }

    /// <summary>The page has come into view, or gone out of it.</summary>
    public void SetWatched(bool watched)
    {
        Activity.IsWatched = watched;
        if (watched)
        {
            _ = Listing.PollAsync();
            Reading.OnWatched();
        }
    }

    /// <summary>Deletes what is saved for a reload, when the user signs out.</summary>
    public void DeleteSaved() => _storage.DeleteAll(Rooms.All.Select(room => room.Name));

    /// <summary>Disconnects. The user stays a member of the rooms.</summary>
    public ValueTask DisposeAsync()
    {
        Listing.Stop();
        return _connection.DisposeAsync();
    }

    private void RaiseChanged() => Changed?.Invoke();

    private void OnConnectionChanged()
    {
        Listing.OnConnectionChanged();
        RaiseChanged();
        _pinsAndQuestions.OnConnectionChanged();
    }

    private void OnUpdated(RoomUpdate update)
    {
        if (Rooms.Find(update.Room) is not { } room)
        {
            return;
        }

        var listed = Listed();
        var isFirst = !room.Loaded;
        room.Apply(update, _connection.Find(room.Name), Reading.IsVisible(room));
        Drafts.OnUpdated(room, update);
        Reading.Report(room);
        Listing.OnUpdated(room, update);
        _typing.OnUpdated(room, update);
        _pinsAndQuestions.OnUpdated(room, update);
        if (update.Live || (isFirst && room.JoinedForUnread))
        {
            room.JoinedForUnread = false;
            Alerts.OnUpdated(room, update);
        }

        if (listed != Listed())
        {
            RaiseChanged();
        }

        // What the list of rooms shows of it.
        (int, int, string, bool) Listed() => (room.Read.Unread, room.Read.Mentioned, room.Title, room.Settings.Private);
    }
}
