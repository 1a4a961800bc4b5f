using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Chat;

/// <summary>
/// Loads the list of rooms from the server, which is the same on all devices: after each connect, and now and then for the rooms
/// that are not joined. A listed room that has something new for the user is joined.
/// </summary>
public sealed class RoomListing
{
    /// <summary>How often the list is loaded again for the rooms that are not joined.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(30);

    private readonly Dictionary<OpenRoom, bool> _recounting = []; // and whether there was another change meanwhile
    private readonly ChatConnection _connection;
    private readonly RoomList _rooms;
    private readonly ReadingPosition _reading;
    private readonly RoomJoins _joins;
    private readonly TimeProvider _time;
    private readonly Action _changed;
    private SessionInfo? _session;
    private bool _stopped;

    internal RoomListing(
        ChatConnection connection, RoomList rooms, ReadingPosition reading, RoomJoins joins, TimeProvider time, Action changed) =>
        (_connection, _rooms, _reading, _joins, _time, _changed) = (connection, rooms, reading, joins, time, changed);

    /// <summary>Opens the conversation of exactly these people and the user.</summary>
    /// <returns>The room's name.</returns>
    /// <exception cref="ChatException">The server refused.</exception>
    public async Task<string> OpenDirectAsync(IReadOnlyList<string> users)
    {
        var room = await _connection.OpenDirectAsync(users);
        await RefreshAsync(room); // So that it has its title at once.
        return room;
    }

    /// <summary>Loads a room's entry again: the user's role in it, and the members of a direct room.</summary>
    internal async Task RefreshAsync(string name)
    {
        try
        {
            if (await _connection.MyRoomsAsync(name) is [var listed])
            {
                Apply(listed);
                _changed();
            }
            else if (_rooms.Find(name) is { } room && (room.Connected is not null || !room.Opened) && !_joins.IsLeaving(name))
            {
                _joins.Drop(name);
            }
        }
        catch (Exception failed) when (failed is ChatException or OperationCanceledException or ObjectDisposedException)
        {
            // The next connection loads the whole list.
        }
    }

    /// <summary>Loads a room's entry again after a change of a message that is unread by the server's count.</summary>
    internal void OnUpdated(OpenRoom room, RoomUpdate update)
    {
        if (update.Live
            && update.Events.Any(entry => entry.Kind is EventKind.Edit or EventKind.Delete && room.Read.IsCountedByServer(entry.Target)))
        {
            _ = RecountAsync(room);
        }
    }

    /// <summary>Loads the list after a new connection.</summary>
    internal void OnConnectionChanged()
    {
        if (_connection is { Status: ConnectionStatus.Online, Session: { } session } && !ReferenceEquals(session, _session))
        {
            _session = session;
            _ = LoadAsync(session);
        }
    }

    /// <summary>Polls until <see cref="Stop"/>.</summary>
    internal async Task RunAsync()
    {
        while (!_stopped)
        {
            await Task.Delay(PollInterval, _time);
            await PollAsync();
        }
    }

    internal void Stop() => _stopped = true;

    /// <summary>Looks for news in the rooms that are not joined.</summary>
    internal async Task PollAsync()
    {
        if (_connection.Status != ConnectionStatus.Online || !_rooms.Loaded || _rooms.All.All(room => room.Opened))
        {
            return;
        }

        try
        {
            foreach (var listed in (await _connection.MyRoomsAsync()).Where(listed => _rooms.Find(listed.Room) is not { Opened: true }))
            {
                Apply(listed);
            }

            _changed();
        }
        catch (Exception failed) when (failed is ChatException or OperationCanceledException or ObjectDisposedException)
        {
            // The next poll is soon.
        }
    }

    private async Task RecountAsync(OpenRoom room)
    {
        if (!_recounting.TryAdd(room, false))
        {
            _recounting[room] = true;
            return;
        }

        do
        {
            _recounting[room] = false;
            await RefreshAsync(room.Name);
        }
        while (_recounting[room]);
        _recounting.Remove(room);
    }

    private async Task LoadAsync(SessionInfo session)
    {
        while (!_stopped && ReferenceEquals(session, _session))
        {
            try
            {
                var rooms = await _connection.MyRoomsAsync();
                _rooms.IsNewUser = !_rooms.Loaded && rooms.Count == 0 && _rooms.All.Count == 0;
                foreach (var listed in rooms)
                {
                    Apply(listed);
                }

                _rooms.Loaded = true;
                _reading.Report(_reading.Current);
                _changed();
                return;
            }
            catch (Exception failed) when (failed is ChatException or OperationCanceledException or ObjectDisposedException)
            {
                await Task.Delay(RoomJoins.RetryDelay);
            }
        }
    }

    private void Apply(MyRoom listed)
    {
        if (_joins.IsLeaving(listed.Room))
        {
            return;
        }

        var room = _rooms.GetOrAdd(listed.Room);
        var isForUser = _rooms.Loaded
            && (listed.Mentions > room.Read.Mentioned || (room.IsDirect && listed.Unread > room.Read.Unread));
        room.Apply(listed);
        if (_reading.IsVisible(room))
        {
            room.Read.MarkRead();
        }

        if (room.Opened)
        {
            return;
        }

        if (isForUser)
        {
            room.JoinedForUnread = true;
            _joins.Open(room.Name);
        }
        else
        {
            _joins.JoinIfSpace(room);
        }
    }
}
