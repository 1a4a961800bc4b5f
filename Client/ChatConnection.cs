using System.Collections.Concurrent;
using AspireChat.Client.Connecting;
using AspireChat.Client.Rooms;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <summary>
/// A user's connection to the chat cluster. It reconnects by itself, to whichever node answers, and never gives up; joins its
/// rooms again and fetches what was missed; keeps messages in an outbox until they are stored, exactly once and in order.
/// Safe for use by several threads; events are raised on any of them.
/// </summary>
public sealed partial class ChatConnection : IAsyncDisposable
{
    /// <summary>
    /// The activity source of <c>outbox ROOM</c>, a message's time in the outbox. Listen to <c>Microsoft.AspNetCore.SignalR.Client</c>
    /// as well: it carries the trace to the node.
    /// </summary>
    public const string ActivitySourceName = "AspireChat.Client";

    private static readonly TimeSpan RetirePatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, RoomSession> _sessions = new(StringComparer.Ordinal);
    private readonly AsyncSignal _roomJoined = new();
    private readonly ChatConnectionOptions _options;
    private readonly ConnectionLoop _connection;
    private volatile bool _disposed;

    /// <summary>Makes a connection that does nothing until <see cref="StartAsync"/>.</summary>
    public ChatConnection(ChatConnectionOptions options)
    {
        _options = options;
        _connection = new ConnectionLoop(options)
        {
            Changed = OnConnectionChanged,
            Received = batch => _sessions.GetValueOrDefault(batch.Room)?.Received(batch),
            Notified = OnNotified,
            Replaced = WaitUntilReplacedAsync,
        };
    }

    /// <summary>What the connection is doing.</summary>
    public ConnectionStatus Status => _connection.Status;

    /// <summary>The node, the user and the limits, as of the last <c>Hello</c>; null before the first.</summary>
    public SessionInfo? Session => _connection.Session;

    /// <summary>Why the last attempt failed, or the last connection ended, to show to a person; null while all is well.</summary>
    public string? LastError => _connection.LastError;

    /// <summary>The rooms that have been joined.</summary>
    public IReadOnlyCollection<ChatRoom> Rooms =>
        [.. _sessions.Values.Where(session => session.WasJoined).Select(session => session.Room)];

    /// <summary>A room that has been joined, or is about to be; null when it is neither.</summary>
    public ChatRoom? Find(string room) => _sessions.GetValueOrDefault(room)?.Room;

    /// <summary>
    /// The messages on their way, oldest first within a room. A sent one stays until its event has come, so that a page which
    /// shows events and outbox never misses it. The last 100 failed ones of a room stay until <see cref="Cancel"/> takes them out.
    /// </summary>
    public IReadOnlyList<OutboxMessage> Outbox => [.. _sessions.Values.SelectMany(session => session.Outbox.Snapshot())];

    /// <summary>Status, session, last error, rooms or outbox have changed.</summary>
    public event Action? Changed;

    /// <summary>Every update of every joined room, in order within a room. Never two at a time for one room.</summary>
    public event Action<RoomUpdate>? Updated;

    /// <summary>Something for this user or for everybody.</summary>
    public event Action<Notice>? Notified;

    /// <summary>
    /// Starts to connect, and ends when the connection is online for the first time. It tries on until then, whatever the
    /// failure, see <see cref="LastError"/>. Cancelling ends the waiting, not the trying.
    /// </summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => _connection.StartAsync(cancellationToken);

    /// <summary>
    /// Joins a room, once online. The room's newest page comes as an update before this ends. Joining a joined room changes nothing.
    /// </summary>
    /// <exception cref="ChatException">The server refused, for example with <see cref="ChatErrors.BadRoom"/> or <see cref="ChatErrors.Unavailable"/>.</exception>
    public async Task<ChatRoom> JoinAsync(string room, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!RoomName.IsValid(room))
        {
            throw new ChatException(ChatErrors.BadRoom, $"A room's name is 1 to {RoomName.MaxLength} of a-z 0-9 . _ -, beginning with a letter or digit.");
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
                // Everybody else who waited for this session gave up in the moment in which we came.
            }
        }
    }

    /// <summary>Leaves a room for good, once online. Its updates end at once, and its unsent messages are cancelled.</summary>
    /// <exception cref="ChatException">The server refused. The updates have ended all the same.</exception>
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
    /// Receives no more of a room on this connection, until it is joined again; the user stays a member. Its unsent messages are cancelled.
    /// </summary>
    public async Task CloseAsync(string room)
    {
        if (_sessions.TryGetValue(room, out var session))
        {
            Remove(session, "The room was closed.");
            try
            {
                await (_connection.Link?.InvokeAsync<object?>(nameof(IChatHub.LeaveRoom), new LeaveRequest { Room = room, Stay = true }, CancellationToken.None)
                    ?? Task.CompletedTask);
            }
            catch (Exception ended) when (ended is LinkLostException or ChatException)
            {
                // The next connection does not join it.
            }
        }
    }

    /// <summary>Disconnects and ends everything: readers end, unsent messages are cancelled. The rooms are not left.</summary>
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
        var made = new RoomSession(room, _connection, _options, update => Updated?.Invoke(update), OnRoomChanged);
        var session = _sessions.GetOrAdd(room, made);
        if (session == made)
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
        // Otherwise the next message would join the room again, which is the user's to decide; and make a deleted one anew.
        if (notice is { Kind: "removed" or "deleted", Room: { } room } && _sessions.TryGetValue(room, out var session))
        {
            Remove(session, notice.Text is { Length: > 0 } text ? text : "You were taken out of the room, or it was deleted.");
        }

        if (notice is { Kind: NoticeKind.Standing, Room: { } changed })
        {
            Find(changed)?.SetStanding(notice.Role, notice.Until, notice.Text);
        }

        Notified?.Invoke(notice);
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

        TellAway();
        RaiseChanged();
    }

    private void RaiseChanged()
    {
        try
        {
            Changed?.Invoke();
        }
        catch (Exception error)
        {
            // It is raised from the loops that keep us connected: a handler's fault must not end them.
            _connection.Note($"A handler of {nameof(Changed)} failed: {error.Message}");
        }
    }

    private async Task WaitUntilReplacedAsync(HubLink link)
    {
        using var patience = new CancellationTokenSource(RetirePatience, _options.Time);
        try
        {
            while (_sessions.Values.Any(session => session.Joined.Current == link))
            {
                await _roomJoined.WaitAsync(patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The rooms are late; they resume without what the old link would have brought.
        }
    }
}
