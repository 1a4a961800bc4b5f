using AspireChat.Contracts;
using AspireChat.Web.Client.Language;
using AspireChat.Web.Client.Rooms;

namespace AspireChat.Web.Client.Chat;

/// <summary>The user's rooms.</summary>
public sealed class RoomList
{
    private readonly List<OpenRoom> _rooms = [];
    private readonly SessionResponse _user;
    private readonly DraftEditor _drafts;
    private readonly TimeProvider _time;

    internal RoomList(SessionResponse user, DraftEditor drafts, TimeProvider time) => (_user, _drafts, _time) = (user, drafts, time);

    /// <summary>All rooms: first as the server lists them, then in the order of opening.</summary>
    public IReadOnlyList<OpenRoom> All => _rooms;

    /// <summary>Whether the server's list has been loaded.</summary>
    public bool Loaded { get; internal set; }

    /// <summary>Whether the user has been in no room since the page was loaded.</summary>
    public bool IsNewUser { get; internal set; }

    /// <summary>The number of unread messages in all rooms.</summary>
    public int Unread => _rooms.Sum(room => room.Read.Unread);

    /// <summary>Everybody in these rooms except the user, sorted by name.</summary>
    public IReadOnlyList<RoomUser> KnownPeople => Intl.Sort(
        [
            .. _rooms.SelectMany(room => room.Online.Concat(room.ListedMembers))
                .Where(user => user.User != _user.User).DistinctBy(user => user.User),
        ],
        user => user.Name);

    /// <summary>The room of this name, or null.</summary>
    public OpenRoom? Find(string? name) => _rooms.Find(room => room.Name == name);

    /// <summary>Whether a room is still on the list.</summary>
    public bool Contains(OpenRoom room) => _rooms.Contains(room);

    internal OpenRoom GetOrAdd(string name)
    {
        if (Find(name) is { } known)
        {
            return known;
        }

        IsNewUser = false;
        var room = new OpenRoom(name, _user, _time);
        _drafts.Attach(room);
        _rooms.Add(room);
        return room;
    }

    internal bool Remove(string name) => _rooms.RemoveAll(room => room.Name == name) > 0;
}
