using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Rooms;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Settings;

namespace AspireChat.Web.Client.Chat;

/// <content>The list of rooms, which is the server's and so the same on all devices, and what is done with rooms and their members.</content>
public sealed partial class ChatSession
{
    private readonly HashSet<string> _leaving = [];
    private SessionInfo? _asked;
    private bool _ended;

    /// <summary>The dialog that is open; null when none is.</summary>
    public RoomsDialog? Dialog { get; private set; }

    /// <summary>Whether the server's list of rooms is here.</summary>
    public bool Listed { get; private set; }

    /// <summary>Whether the user is in no room, and has not been in one since the page was loaded.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Everybody in the rooms that are here, without the user, by name.</summary>
    public IReadOnlyList<RoomUser> KnownPeople => Intl.Sort(
        [.. _rooms.SelectMany(room => room.Online.Concat(room.ListedMembers)).Where(user => user.User != User.User).DistinctBy(user => user.User)],
        user => user.Name);

    /// <summary>What to ask of rooms and members. Refusals come as <see cref="ChatException"/>.</summary>
    public ChatConnection Connection => _connection;

    /// <summary>An open room, or one on the list; null when there is none of that name.</summary>
    public OpenRoom? Find(string name) => _rooms.Find(room => room.Name == name);

    /// <summary>Opens a dialog, or closes it.</summary>
    public void Show(RoomsDialog? dialog)
    {
        Dialog = dialog;
        Changed?.Invoke();
    }

    /// <summary>Nobody, or somebody again, is in front of the page.</summary>
    public async Task SetAwayAsync(bool away)
    {
        try
        {
            await _connection.SetAwayAsync(away);
        }
        catch (Exception failed) when (failed is ChatException or ObjectDisposedException)
        {
            // The next connection is told.
        }
    }

    /// <summary>The conversation of exactly these people and the user.</summary>
    /// <exception cref="ChatException">The server refused.</exception>
    public async Task<string> DirectAsync(IReadOnlyList<string> users)
    {
        var room = await _connection.OpenDirectAsync(users);
        await RefreshAsync(room); // So that it has its title at once.
        return room;
    }

    /// <summary>Asks for the room's place on the list anew: the role in it, and who is in a direct room.</summary>
    public async Task RefreshAsync(string name)
    {
        try
        {
            if (await _connection.MyRoomsAsync(name) is [var listed])
            {
                List(listed);
                Changed?.Invoke();
            }
            else if (Find(name) is { } room && (room.Connected is not null || !room.Opened) && !_leaving.Contains(name))
            {
                Drop(name);
            }
        }
        catch (Exception failed) when (failed is ChatException or ObjectDisposedException)
        {
            // The whole list comes with the next connection.
        }
    }

    private OpenRoom Add(string name)
    {
        IsNew = false;
        var room = new OpenRoom(name, User, _time) { Draft = _kept.Draft(name) };
        room.Talk.Files.Restore(_kept.Files(name));
        room.Changed += () => KeepIntent(room);
        _rooms.Add(room);
        return room;
    }

    private void OnConnectionChanged()
    {
        if (_connection is { Status: ConnectionStatus.Online, Session: { } session } && !ReferenceEquals(session, _asked))
        {
            _asked = session;
            _ = ListAsync(session);
        }

        Changed?.Invoke();
    }

    private async Task ListAsync(SessionInfo session)
    {
        while (!_ended && ReferenceEquals(session, _asked))
        {
            try
            {
                var rooms = await _connection.MyRoomsAsync();
                IsNew = !Listed && rooms.Count == 0 && _rooms.Count == 0;
                foreach (var listed in rooms)
                {
                    List(listed);
                }

                Listed = true;
                SayRead(_current);
                Changed?.Invoke();
                return;
            }
            catch (Exception failed) when (failed is ChatException or ObjectDisposedException)
            {
                await Task.Delay(UnavailablePause);
            }
        }
    }

    private void List(MyRoom listed)
    {
        if (_leaving.Contains(listed.Room))
        {
            return;
        }

        var room = Find(listed.Room) ?? Add(listed.Room);
        var isForUser = Listed && (listed.Mentions > room.Mentioned || (room.IsDirect && listed.Unread > room.Unread));
        room.Take(listed);
        if (room == _current && Watching)
        {
            room.MarkRead();
        }

        if (room.Opened)
        {
            return;
        }

        if (isForUser)
        {
            room.CameBack = true;
            Open(room.Name);
        }
        else if (_rooms.Count(other => other.Opened) < MostJoined)
        {
            Join(room);
        }
    }

    private void Drop(string name)
    {
        if (_rooms.RemoveAll(room => room.Name == name) > 0)
        {
            _ = _connection.LeaveAsync(name).ContinueWith(_ => { }, TaskScheduler.Default);
            Changed?.Invoke();
        }
    }
}
