using StackExchange.Redis;

namespace AspireChat.Engine.Presence;

/// <summary>A field of a room's online hash: <c>node id|user</c>.</summary>
internal static class OnlineField
{
    public static string Of(string nodeId, string user) => $"{nodeId}|{user}";

    /// <summary>The field's parts. Node ids have no bar, users may.</summary>
    public static (string NodeId, string User) Split(string field)
    {
        var bar = field.IndexOf('|', StringComparison.Ordinal);
        return (field[..bar], field[(bar + 1)..]);
    }

    /// <summary>Everybody who is connected to a node that lives.</summary>
    public static OnlineView View(HashEntry[] entries, Func<string, bool> isLive)
    {
        var users = new Dictionary<string, string>(entries.Length);
        foreach (var entry in entries)
        {
            var (nodeId, user) = Split(entry.Name!);
            if (isLive(nodeId))
            {
                users[user] = entry.Value!;
            }
        }

        return new OnlineView(users);
    }
}
