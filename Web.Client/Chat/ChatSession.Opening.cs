using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat;

/// <content>
/// Which of the user's rooms are joined: those used last, a bounded number. The others are only on the list, which is asked for now and then; one that
/// turns out to have something for the user is joined.
/// </content>
public sealed partial class ChatSession
{
    /// <summary>Most rooms that are joined at a time. The server allows a connection twice as many.</summary>
    private const int MostJoined = 50;

    /// <summary>How often the list is asked for what is new in the rooms that are not joined.</summary>
    private static readonly TimeSpan NewsEvery = TimeSpan.FromSeconds(30);

    /// <summary>What the server cannot do now it can do soon; nobody should have to press a button for that.</summary>
    private static readonly TimeSpan UnavailablePause = TimeSpan.FromSeconds(3);

    private OpenRoom? _current;
    private int _uses;

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
        room.Used = ++_uses;
        Join(room);
        CloseUnused();
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
        _kept.KeepIntent(room.Name, KeptIntent.None);
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

    private void Join(OpenRoom room)
    {
        if (!room.Opened)
        {
            room.Opened = true;
            _ = JoinAsync(room);
            Changed?.Invoke();
        }
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

    /// <summary>Only those that the server has answered for, and for which nothing waits to be sent.</summary>
    private void CloseUnused()
    {
        var joined = _rooms.Where(room => room is { Connected: not null, Loaded: true }).ToList();
        foreach (var room in joined.Where(room => room != _current && room.Timeline.Pending.Count == 0 && !room.Talk.Files.Uploading)
            .OrderBy(room => room.Used).ThenBy(room => room.LastAt).Take(_rooms.Count(room => room.Opened) - MostJoined).ToList())
        {
            room.Close();
            _ = _connection.CloseAsync(room.Name);
        }
    }

    private async Task LookForNewsAsync()
    {
        while (!_ended)
        {
            await Task.Delay(NewsEvery, _time);
            await LookAsync();
        }
    }

    private async Task LookAsync()
    {
        if (Status != ConnectionStatus.Online || !Listed || _rooms.All(room => room.Opened))
        {
            return;
        }

        try
        {
            foreach (var listed in (await _connection.MyRoomsAsync()).Where(listed => Find(listed.Room) is not { Opened: true }))
            {
                List(listed);
            }

            Changed?.Invoke();
        }
        catch (Exception failed) when (failed is ChatException or ObjectDisposedException)
        {
            // The next look is soon.
        }
    }
}
