using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Presence;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>Which rooms a scan returns, and how many.</summary>
/// <param name="Cursor">The name after which the page starts; null = the first page.</param>
/// <param name="Limit">Maximum number of rooms.</param>
/// <param name="MaxRead">
/// Maximum number of rooms to read. If few of them match, the page is short, and the next one continues from there.
/// </param>
/// <param name="MatchesName">Whether a name matches, before the room is read.</param>
/// <param name="Matches">Whether a room matches.</param>
internal sealed record RoomScanQuery(
    string? Cursor, int Limit, int MaxRead, Func<string, bool> MatchesName, Func<string, RoomRules, bool> Matches);

/// <summary>A page of rooms.</summary>
internal sealed record RoomScanPage(IReadOnlyList<(string Name, RoomRules Rules)> Rooms, string? Next);

/// <summary>Reads rooms in the order of their names.</summary>
public sealed class RoomScan(IConnectionMultiplexer redis, RoomRulesStore rules, NodeRegistry nodes)
{
    private const int Batch = 500;

    private IDatabase Database => redis.GetDatabase();

    internal async Task<RoomScanPage> ReadAsync(RoomScanQuery query)
    {
        var names = await NamesAsync(query);
        List<(string Name, RoomRules Rules)> found = [];
        var read = 0;
        foreach (var batch in names.Take(query.MaxRead).Chunk(Batch))
        {
            var states = await Task.WhenAll(batch.Select(rules.ReadSettingsAsync));
            found.AddRange(batch.Zip(states).Where(room => !room.Second.IsDeleted && query.Matches(room.First, room.Second)));
            read += batch.Length;
            if (found.Count > query.Limit)
            {
                break;
            }
        }

        var next = found.Count > query.Limit ? found[query.Limit - 1].Name : read < names.Count ? names[read - 1] : null;
        return new RoomScanPage([.. found.Take(query.Limit)], next);
    }

    /// <summary>Returns who is online in a room, on the nodes that were live at the registry's last refresh.</summary>
    internal async Task<HashSet<string>> OnlineAsync(string room)
    {
        var fields = await Database.HashKeysAsync(RedisKeys.Online(room));
        return
        [
            .. fields.Select(field => OnlineField.Split(field!)).Where(field => nodes.IsLive(field.NodeId)).Select(field => field.User),
        ];
    }

    /// <summary>Sorts all names in memory, since Redis scans them in no order. A name is a few bytes.</summary>
    private async Task<IReadOnlyList<string>> NamesAsync(RoomScanQuery query)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var entry in Database.SetScanAsync(RedisKeys.Rooms, pageSize: Batch))
        {
            string name = entry!;
            if (string.CompareOrdinal(name, query.Cursor) > 0 && query.MatchesName(name))
            {
                names.Add(name);
            }
        }

        return [.. names];
    }
}
