using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Rooms;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Settings;

namespace AspireChat.Web.Client.Chat;

/// <content>The list of rooms, which is the server's and so the same on all devices, and what is done with rooms and their members.</content>
public sealed partial class ChatSession
{
    /// <summary>Most rooms that are followed from the start; the others are joined when they are opened.</summary>
    private const int MostFollowed = 50;

    private static readonly TimeSpan MarkReadEvery = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(2);

    private readonly ReadReceipts _receipts;
    private readonly HashSet<string> _leaving = [];
    private readonly HashSet<OpenRoom> _sayingRead = [];
    private readonly List<ChatNews> _news = [];
    private SessionInfo? _asked;
    private bool _ended;

    /// <summary>The server has ended the session, and says why.</summary>
    public event Action<string>? Refused;

    /// <summary>The dialog that is open; null when none is.</summary>
    public RoomsDialog? Dialog { get; private set; }

    /// <summary>Whether the server's list of rooms is here.</summary>
    public bool Listed { get; private set; }

    /// <summary>Whether the user is in no room, and has not been in one since the page was loaded.</summary>
    public bool IsNew { get; private set; }

    /// <summary>What the operator and others have to say, oldest first.</summary>
    public IReadOnlyList<ChatNews> News => _news;

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

    /// <summary>The user has seen it.</summary>
    public void Dismiss(ChatNews news)
    {
        _news.Remove(news);
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
            else if (Find(name) is { Connected: not null } && !_leaving.Contains(name))
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
        var room = new OpenRoom(name, User) { Draft = _kept.Draft(name) };
        room.Talk.Files.Restore(_kept.Files(name));
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
        room.Take(listed);
        if (room == _current && Watching)
        {
            room.MarkRead();
        }

        if (!room.Opened && _rooms.Count(other => other.Opened) < MostFollowed)
        {
            Open(room.Name);
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

    private string Label(string name) => Find(name)?.Label ?? $"#{name}";

    private void Tell(string news)
    {
        _news.Add(new ChatNews(news));
        Changed?.Invoke();
    }

    private void OnNotified(Notice notice)
    {
        var text = notice.Text ?? "";
        switch (notice.Kind)
        {
            case NoticeKind.Read when notice is { Room: { } name, Seq: { } seq }:
                Find(name)?.ReadElsewhere(seq);
                Changed?.Invoke();
                break;
            case NoticeKind.Joined or NoticeKind.Left or NoticeKind.Direct or NoticeKind.Invited when notice.Room is { } name:
                _ = ListedAsync(name, notice);
                break;
            case NoticeKind.Removed when notice.Room is { } name:
                Tell(text.Length > 0 ? Say.With(Words.RoomsRemovedBecause, Label(name), text) : Say.With(Words.RoomsRemoved, Label(name)));
                Drop(name);
                break;
            case NoticeKind.Deleted when notice.Room is { } name:
                Tell(Say.With(Words.RoomsDeleted, Label(name)));
                Drop(name);
                break;
            case NoticeKind.Announcement or NoticeKind.Operator:
                Tell(text);
                break;
            case NoticeKind.Banned:
                Refused?.Invoke(Say.With(Words.RoomsBanned, text));
                break;
            case NoticeKind.Kicked:
                Refused?.Invoke(Say.With(Words.RoomsKicked, text));
                break;
        }
    }

    private async Task ListedAsync(string name, Notice notice)
    {
        var known = Find(name);
        if (known is not null && notice.Kind is NoticeKind.Joined)
        {
            return; // Most of all on the device that did it.
        }

        if (notice.Kind == NoticeKind.Left)
        {
            await Task.Delay(RemovedWithin); // Whoever was put out is told why by another notice, as long as the connection is in the room.
        }

        await RefreshAsync(name);
        if (known is null && Find(name) is { } room)
        {
            room.CameBack = notice.Kind == NoticeKind.Direct && !room.Loaded;
            if (notice.Kind == NoticeKind.Invited)
            {
                Tell(Say.With(Words.RoomsInvited, notice.Text ?? "", room.Label));
            }
        }
    }

    /// <summary>Tells the server how far a room is read: at once, then every two seconds at most.</summary>
    private void SayRead(OpenRoom? room)
    {
        if (room is { Connected: not null } && room.ReadUpTo > room.ReadSaid && _sayingRead.Add(room))
        {
            _ = SayReadAsync(room);
        }
    }

    private async Task SayReadAsync(OpenRoom room)
    {
        try
        {
            while (room.ReadUpTo > room.ReadSaid && _rooms.Contains(room))
            {
                var seq = room.ReadUpTo;
                await _connection.MarkReadAsync(room.Name, seq, receipt: room.IsDirect && _receipts.Wanted);
                room.ReadSaid = Math.Max(room.ReadSaid, seq);
                await Task.Delay(MarkReadEvery);
            }
        }
        catch (Exception failed) when (failed is ChatException or OperationCanceledException or ObjectDisposedException)
        {
            // It is said with the next message, or the next connection.
        }
        finally
        {
            _sayingRead.Remove(room);
        }
    }
}
