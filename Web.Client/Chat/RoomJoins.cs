using AspireChat.Client;
using AspireChat.Contracts;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Chat;

/// <summary>
/// Joins and leaves rooms. A bounded number of rooms is joined at a time, those used last; the others are only listed.
/// </summary>
public sealed class RoomJoins
{
    /// <summary>The number of rooms joined at a time. The server allows a connection twice as many.</summary>
    private const int MaxJoined = 50;

    /// <summary>The pause before another attempt while the server is unavailable, so that nobody has to press a button.</summary>
    internal static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(3);

    private readonly HashSet<string> _leaving = [];
    private readonly ChatConnection _connection;
    private readonly RoomList _rooms;
    private readonly ReadingPosition _reading;
    private readonly PinsAndQuestions _pinsAndQuestions;
    private readonly DraftEditor _drafts;
    private readonly Action _changed;
    private int _uses;

    internal RoomJoins(
        ChatConnection connection, RoomList rooms, ReadingPosition reading, PinsAndQuestions pinsAndQuestions, DraftEditor drafts,
        Action changed) =>
        (_connection, _rooms, _reading, _pinsAndQuestions, _drafts, _changed) =
            (connection, rooms, reading, pinsAndQuestions, drafts, changed);

    /// <summary>Opens a room. Returns at once; the messages arrive when the server has answered.</summary>
    public OpenRoom Open(string name)
    {
        var room = _rooms.GetOrAdd(name);
        room.LastUse = ++_uses;
        Join(room);
        CloseLeastUsed();
        return room;
    }

    /// <summary>Tries again to join a room that could not be joined.</summary>
    public Task RetryAsync(OpenRoom room) => JoinAsync(room);

    /// <summary>Ends the user's membership of a room.</summary>
    public async Task LeaveAsync(OpenRoom room)
    {
        _rooms.Remove(room.Name);
        _leaving.Add(room.Name);
        _drafts.Delete(room);
        _changed();
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

    /// <summary>Whether the server is still being told that the user leaves this room.</summary>
    internal bool IsLeaving(string name) => _leaving.Contains(name);

    /// <summary>Joins a listed room, unless as many as possible are joined already.</summary>
    internal void JoinIfSpace(OpenRoom room)
    {
        if (_rooms.All.Count(other => other.Opened) < MaxJoined)
        {
            Join(room);
        }
    }

    /// <summary>Takes a room off the list: the user is not a member any more.</summary>
    internal void Drop(string name)
    {
        if (_rooms.Find(name) is { } room)
        {
            _rooms.Remove(name);
            _drafts.Keep(room);
            _ = _connection.LeaveAsync(name).ContinueWith(_ => { }, TaskScheduler.Default);
            _changed();
        }
    }

    private void Join(OpenRoom room)
    {
        if (!room.Opened)
        {
            room.Opened = true;
            _ = JoinAsync(room);
            _changed();
        }
    }

    private async Task JoinAsync(OpenRoom room)
    {
        try
        {
            room.OnJoined(await _connection.JoinAsync(room.Name));
            _changed(); // The room may have another title.
            _reading.Report(room);
            _ = _pinsAndQuestions.LoadAsync(room);
        }
        catch (ChatException refused)
        {
            room.SetError(Refusals.Of(refused));
            if (refused.Code == ChatErrors.Unavailable)
            {
                await Task.Delay(RetryDelay);
                if (_rooms.Contains(room))
                {
                    await JoinAsync(room);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Left, or signed out, before the server answered.
        }
    }

    /// <summary>Closes the rooms used longest ago. Not those still being joined, and not those with something to send.</summary>
    private void CloseLeastUsed()
    {
        var surplus = _rooms.All.Count(room => room.Opened) - MaxJoined;
        var idle = _rooms.All.Where(room => room is { Connected: not null, Loaded: true } && room != _reading.Current
            && room.Timeline.Pending.Count == 0 && !room.Draft.Files.Uploading);
        foreach (var room in idle.OrderBy(room => room.LastUse).ThenBy(room => room.LastAt).Take(surplus).ToList())
        {
            room.Close();
            _ = _connection.CloseAsync(room.Name);
        }
    }
}
