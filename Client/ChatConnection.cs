using System.Collections.Concurrent;
using System.Net;
using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>
/// A user's connection to the chat cluster. It reconnects by itself, to any node, and never gives up. After a reconnect it joins its
/// rooms again and fetches what it missed. It keeps messages in an outbox until they are stored, exactly once and in order.
/// Thread-safe. Events are raised on any thread. A handler that throws is reported in <see cref="LastError"/>; the others are called
/// nevertheless.
/// </summary>
public sealed partial class ChatConnection : IAsyncDisposable
{
    /// <summary>
    /// The name of the activity source of the <c>outbox ROOM</c> spans, which measure a message's time in the outbox. Also listen to
    /// <c>Microsoft.AspNetCore.SignalR.Client</c>, which propagates the trace to the node.
    /// </summary>
    public const string ActivitySourceName = "AspireChat.Client";

    private static readonly TimeSpan ReplaceTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, RoomSession> _sessions = new(StringComparer.Ordinal);
    private readonly AsyncSignal _roomJoined = new();
    private readonly ChatConnectionOptions _options;
    private readonly ConnectionLoop _connection;
    private volatile bool _disposed;

    /// <summary>Creates a connection. It does nothing until <see cref="StartAsync"/> is called.</summary>
    public ChatConnection(ChatConnectionOptions options)
    {
        _options = options;
        _connection = new ConnectionLoop(options)
        {
            Changed = OnConnectionChanged,
            Refused = OnRefused,
            Received = batch => _sessions.GetValueOrDefault(batch.Room)?.Received(batch),
            Notified = OnNotified,
            Replaced = WaitUntilReplacedAsync,
        };
    }

    /// <summary>The connection's state.</summary>
    public ConnectionStatus Status => _connection.Status;

    /// <summary>The node, the user and the limits, as of the last connect; null before the first.</summary>
    public SessionInfo? Session => _connection.Session;

    /// <summary>
    /// Why the last attempt to connect failed or the last connection ended, to show to a person; null if there is no error.
    /// </summary>
    public string? LastError => _connection.LastError;

    /// <summary>The rooms that have been joined.</summary>
    public IReadOnlyCollection<ChatRoom> Rooms =>
        [.. _sessions.Values.Where(session => session.WasJoined).Select(session => session.Room)];

    /// <summary>Returns a room that has been joined or is being joined; null if it is neither.</summary>
    public ChatRoom? Find(string room) => _sessions.GetValueOrDefault(room)?.Room;

    /// <summary>
    /// The messages in the outbox, oldest first within a room. A sent message stays until its event has arrived, so that a page which
    /// shows events and the outbox always shows the message. The last 100 failed messages of a room stay until <see cref="Cancel"/>
    /// removes them.
    /// </summary>
    public IReadOnlyList<OutboxMessage> Outbox => [.. _sessions.Values.SelectMany(session => session.Outbox.Snapshot())];

    /// <summary>Raised when the status, session, last error, rooms or outbox changed.</summary>
    public event Action? Changed;

    /// <summary>
    /// Raised when an attempt to connect was refused because of the token: 401 if it is not accepted, 403 if its user is banned or is not a
    /// person. The next attempt calls <see cref="ChatConnectionOptions.AccessToken"/> again.
    /// </summary>
    public event Action<HttpStatusCode>? Refused;

    /// <summary>Raised for every update of every joined room: in order, and one at a time, within a room.</summary>
    public event Action<RoomUpdate>? Updated;

    /// <summary>Raised for a notice to this user or to everyone.</summary>
    public event Action<Notice>? Notified;

    /// <summary>
    /// Starts connecting, and returns when the connection is online for the first time. It retries after every failure; see
    /// <see cref="LastError"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait, not the attempts to connect.</param>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <exception cref="OperationCanceledException">It was disposed meanwhile.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _connection.StartAsync(cancellationToken);

    /// <summary>
    /// Joins a room, as soon as the connection is online. The room's newest page is raised as an update before this returns. Joining a
    /// room again changes nothing.
    /// </summary>
    /// <exception cref="ChatException">
    /// The server refused the join, for example with <see cref="ChatErrors.Private"/> or <see cref="ChatErrors.Unavailable"/>, or the name
    /// is not
    /// valid (<see cref="ChatErrors.BadRoom"/>).
    /// </exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <exception cref="OperationCanceledException">It was disposed meanwhile.</exception>
    public async Task<ChatRoom> JoinAsync(string room, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!RoomName.IsValid(room))
        {
            throw new ChatException(ChatErrors.BadRoom, RoomName.Rule);
        }

        while (true)
        {
            var session = SessionFor(room);
            try
            {
                await session.WaitForFirstJoinAsync(abandoned => Remove(abandoned, "The room was not joined."), cancellationToken);
                return session.Room;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !_disposed)
            {
                // All other callers that waited for this session gave up just as this one started to wait. Try again with a new session.
            }
        }
    }

    /// <summary>
    /// Ends the user's membership in a room, as soon as the connection is online. The room's updates end at once, and its unsent messages
    /// are
    /// cancelled. Does nothing if the room has not been joined.
    /// </summary>
    /// <exception cref="ChatException">The server refused the call. The updates have ended nevertheless.</exception>
    public async Task LeaveAsync(string room, CancellationToken cancellationToken = default)
    {
        if (!_sessions.TryGetValue(room, out var session))
        {
            return;
        }

        Remove(session, "The room was left.");
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var link = await _connection.WhenOnlineAsync(cancellationToken);
            try
            {
                await link.InvokeAsync<object?>(nameof(IChatHub.LeaveRoom), new LeaveRequest { Room = room }, cancellationToken);
                return;
            }
            catch (ChatException refused) when (refused.Code == ChatErrors.NotMember)
            {
                return;
            }
            catch (LinkLostException)
            {
                await Task.Delay(_options.MinimumReconnectDelay, _options.Time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Stops receiving a room on this connection until it is joined again. The user stays a member. Unsent messages of the room are
    /// cancelled. Never throws.
    /// </summary>
    public async Task CloseAsync(string room)
    {
        if (_sessions.TryGetValue(room, out var session))
        {
            Remove(session, "The room was closed.");
            if (_connection.Link is not { } link)
            {
                return;
            }

            try
            {
                var request = new LeaveRequest { Room = room, Stay = true };
                await link.InvokeAsync<object?>(nameof(IChatHub.LeaveRoom), request, CancellationToken.None);
            }
            catch (Exception ended) when (ended is LinkLostException or ChatException)
            {
                // The connection was lost, and the next one does not join the room.
            }
        }
    }

    /// <summary>
    /// Closes the connection: readers of updates end, and unsent messages are cancelled. The user stays a member of the rooms.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var session in _sessions.Values)
        {
            session.Dispose();
        }

        await _connection.DisposeAsync();
    }

    private RoomSession SessionFor(string room)
    {
        var created = new RoomSession(room, _connection, _options, OnUpdated, OnRoomChanged);
        var session = _sessions.GetOrAdd(room, created);
        if (session == created)
        {
            session.Start();
        }

        return session;
    }

    private void Remove(RoomSession session, string reason)
    {
        if (_sessions.TryRemove(KeyValuePair.Create(session.Room.Name, session)))
        {
            session.Stop(reason);
            OnRoomChanged();
        }
    }

    private void OnNotified(Notice notice)
    {
        // Otherwise the next message would join the room again, which is the user's decision, or create a deleted room again.
        if (notice is { Kind: NoticeKind.Removed or NoticeKind.Deleted, Room: { } room } && _sessions.TryGetValue(room, out var session))
        {
            Remove(session, notice.Text is { Length: > 0 } text ? text : "You were removed from the room, or it was deleted.");
        }

        if (notice is { Kind: NoticeKind.Left, Room: { } left } && !RoomName.IsDirect(left) && _sessions.TryGetValue(left, out var former))
        {
            _ = RemoveIfLeftAsync(former, notice.Text is { Length: > 0 } why ? why : "The room was left on another device.");
        }

        if (notice is { Kind: NoticeKind.Standing, Room: { } changed })
        {
            Find(changed)?.SetMemberStatus(notice.Role, notice.Until, notice.Text);
        }

        Raise(Notified, handler => handler(notice), nameof(Notified), _connection.Report);
    }

    private void OnRefused(HttpStatusCode status) =>
        Raise(Refused, handler => handler(status), nameof(Refused), _connection.Report);

    private void OnUpdated(RoomUpdate update) => Raise(Updated, handler => handler(update), nameof(Updated), _connection.Report);

    /// <summary>
    /// The user left the room on another device, which ended the membership: joining again is the user's decision. The notice can also be
    /// older than a later join, so the server is asked.
    /// </summary>
    private async Task RemoveIfLeftAsync(RoomSession session, string reason)
    {
        try
        {
            if (await MyRoomsAsync(session.Room.Name) is [])
            {
                Remove(session, reason);
            }
        }
        catch (Exception failed) when (failed is ChatException or ObjectDisposedException or OperationCanceledException)
        {
            // The next call in the room, or the next join, finds out.
        }
    }

    private void OnRoomChanged()
    {
        _roomJoined.Set();
        RaiseChanged();
    }

    private void OnConnectionChanged()
    {
        foreach (var session in _sessions.Values)
        {
            session.Wake();
        }

        SendAwayOnNewLink();
        RaiseChanged();
    }

    // A failure of one of its own handlers is not reported through the same event.
    private void RaiseChanged() => Raise(Changed, handler => handler(), nameof(Changed), _connection.Note);

    /// <summary>
    /// Calls every handler of an event, also those after one that fails. The loops that keep the connection and its rooms alive raise
    /// the events: a handler's exception must not end them.
    /// </summary>
    private static void Raise<THandler>(THandler? handlers, Action<THandler> call, string name, Action<string> report)
        where THandler : Delegate
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                call(handler);
            }
            catch (Exception error)
            {
                report($"A handler of {name} failed: {error.Message}");
            }
        }
    }

    private async Task WaitUntilReplacedAsync(HubLink link)
    {
        using var timeout = new CancellationTokenSource(ReplaceTimeout, _options.Time);
        try
        {
            while (_sessions.Values.Any(session => session.Joined.Current == link))
            {
                await _roomJoined.WaitAsync(timeout.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The rooms take too long to join; they resume from the log instead of using the old link until then.
        }
    }
}
