using AspireChat.Contracts;

namespace AspireChat.ChatNode.Presence;

/// <summary>
/// A room's users on this node, and which of them have to be written to the room's hash in Redis. Guarded by <see cref="RoomPresence"/>.
/// </summary>
internal sealed class LocalUsers
{
    private readonly Dictionary<string, Here> _here = [];
    private readonly HashSet<string> _written = [];
    private readonly HashSet<string> _again = [];

    /// <summary>A connection of the user joined the room here.</summary>
    public void Enter(string user, string name, bool away)
    {
        var before = _here.GetValueOrDefault(user);
        Set(user, new Here(name, before.Connections + 1, before.Away + (away ? 1 : 0)), before);
    }

    /// <summary>A connection of the user left the room here. Returns false if there was none.</summary>
    public bool Leave(string user, bool away)
    {
        if (!_here.TryGetValue(user, out var before))
        {
            return false;
        }

        if (before.Connections > 1)
        {
            Set(user, new Here(before.Name, before.Connections - 1, before.Away - (away ? 1 : 0)), before);
        }
        else
        {
            _here.Remove(user);
        }

        return true;
    }

    /// <summary>The user became away, or came back, at one connection here. Returns false if there is none.</summary>
    public bool SetAway(string user, bool away)
    {
        if (!_here.TryGetValue(user, out var before))
        {
            return false;
        }

        Set(user, before with { Away = before.Away + (away ? 1 : -1) }, before);
        return true;
    }

    /// <summary>What Redis has is no longer known: all users have to be written again.</summary>
    public void ForgetWritten() => _written.Clear();

    /// <summary>Returns the users to write and the users to remove. From now on they count as written.</summary>
    public (IReadOnlyList<RoomUser> Came, IReadOnlyList<string> Went) TakeChanges()
    {
        List<RoomUser> came =
        [
            .. _here.Where(user => !_written.Contains(user.Key) || _again.Contains(user.Key))
                .Select(user => new RoomUser { User = user.Key, Name = user.Value.Name, Away = user.Value.IsAway ? true : null }),
        ];
        List<string> went = [.. _written.Where(user => !_here.ContainsKey(user))];
        _written.UnionWith(came.Select(user => user.User));
        _written.ExceptWith(went);
        _again.Clear();
        return (came, went);
    }

    private void Set(string user, Here now, Here before)
    {
        _here[user] = now;
        if (before.Connections > 0 && before.IsAway != now.IsAway)
        {
            _again.Add(user);
        }
    }

    /// <summary>A user here: the number of connections, and how many of them are away.</summary>
    private readonly record struct Here(string Name, int Connections, int Away)
    {
        public bool IsAway => Away >= Connections;
    }
}
