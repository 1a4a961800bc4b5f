using AspireChat.Contracts;

namespace AspireChat.Web.Client.Rooms;

/// <summary>The other users who are typing in a room.</summary>
public sealed class TypingUsers
{
    private readonly List<(RoomUser User, DateTimeOffset Until)> _typing = [];
    private readonly Action _changed;

    internal TypingUsers(Action changed) => _changed = changed;

    /// <summary>Who is typing, in the order they began.</summary>
    public IReadOnlyList<RoomUser> All => [.. _typing.Select(typing => typing.User)];

    internal void Set(RoomUser user, DateTimeOffset until)
    {
        Remove(user.User);
        _typing.Add((user, until));
        _changed();
    }

    /// <summary>Removes a user without raising a change: the message that ended the typing raises one.</summary>
    internal void Remove(string user) => _typing.RemoveAll(typing => typing.User.User == user);

    internal void Expire(DateTimeOffset now)
    {
        if (_typing.RemoveAll(typing => typing.Until <= now) > 0)
        {
            _changed();
        }
    }
}
