using StackExchange.Redis;

namespace AspireChat.Store.Presence;

/// <summary>Reads and writes the entries of a room's online hash: <c>node id|user</c> → name.</summary>
public static class OnlineField
{
    private const char AwayMark = '\u0001';

    /// <summary>Returns the name of the field for a user on a node.</summary>
    public static string Of(string nodeId, string user) => $"{nodeId}|{user}";

    /// <summary>The field's parts. Node ids have no bar, users may. A field without a bar belongs to no node.</summary>
    public static (string NodeId, string User) Split(string field)
    {
        var bar = field.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? ("", field) : (field[..bar], field[(bar + 1)..]);
    }

    /// <summary>Returns the value of a field: the name, with a prefix that no name starts with if the user is away there.</summary>
    public static string Value(string name, bool away) => away ? AwayMark + name : name;

    /// <summary>Returns the users who are connected to a live node.</summary>
    public static OnlineView View(HashEntry[] entries, Func<string, bool> isLive)
    {
        var users = new Dictionary<string, string>(entries.Length);
        HashSet<string> here = [];
        foreach (var entry in entries)
        {
            var (nodeId, user) = Split(entry.Name!);
            if (isLive(nodeId))
            {
                string name = entry.Value!;
                var away = name.StartsWith(AwayMark);
                users[user] = away ? name[1..] : name;
                if (!away)
                {
                    here.Add(user);
                }
            }
        }

        return new OnlineView(users) { Away = users.Keys.Where(user => !here.Contains(user)).ToHashSet() };
    }
}
