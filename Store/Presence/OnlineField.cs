using StackExchange.Redis;

namespace AspireChat.Store.Presence;

/// <summary>A field of a room's online hash: <c>node id|user</c>.</summary>
public static class OnlineField
{
    private const char AwayMark = '\u0001';

    public static string Of(string nodeId, string user) => $"{nodeId}|{user}";

    /// <summary>The field's parts. Node ids have no bar, users may. A field without a bar belongs to no node.</summary>
    public static (string NodeId, string User) Split(string field)
    {
        var bar = field.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? ("", field) : (field[..bar], field[(bar + 1)..]);
    }

    /// <summary>The field's value: the name, and behind a character that no name begins with where the user is away there.</summary>
    public static string Value(string name, bool away) => away ? AwayMark + name : name;

    /// <summary>Everybody who is connected to a node that lives.</summary>
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
