using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Presence;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>Lists the rooms that everyone can join.</summary>
public sealed class RoomFinder(IConnectionMultiplexer redis, RoomRulesStore rules, UserRooms userRooms, NodeRegistry nodes)
{
    private const int Batch = 500;

    /// <summary>
    /// Maximum number of rooms that one call examines. A query with few matches then returns a short page, and the next call continues
    /// there.
    /// </summary>
    private const int MaxExamined = 5_000;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Returns a page of rooms, ordered by name.</summary>
    /// <param name="user">The user who asks; rooms of this user are marked as joined.</param>
    /// <param name="query">Part of the name or the topic, ignoring case; null = all.</param>
    /// <param name="cursor">The name after which the page starts; null = the first page.</param>
    /// <param name="limit">Maximum number of rooms.</param>
    public async Task<ListRoomsResult> ListAsync(string user, string? query, string? cursor, int limit)
    {
        var names = await NamesAfterAsync(cursor);
        List<(string Name, RoomSettings Settings)> found = [];
        var looked = 0;
        foreach (var batch in names.Take(MaxExamined).Chunk(Batch))
        {
            var states = await Task.WhenAll(batch.Select(rules.ReadSettingsAsync));
            found.AddRange(
                batch.Zip(states, (name, rules) => (name, rules))
                    .Where(room => IsListed(room.rules) && Matches(room.name, room.rules, query))
                    .Select(room => (room.name, room.rules.Settings)));
            looked += batch.Length;
            if (found.Count > limit)
            {
                break;
            }
        }

        var page = found.Take(limit).ToList();
        var joined = await userRooms.ContainsAsync(user, [.. page.Select(room => room.Name)]);
        return new ListRoomsResult
        {
            Rooms = await Task.WhenAll(page.Select((room, index) => DescribeAsync(room.Name, room.Settings, joined[index]))),
            Next = found.Count > limit ? page[^1].Name : looked < names.Count ? names[looked - 1] : null,
        };
    }

    private static bool IsListed(RoomRules room) => !room.IsDeleted && room.Settings is { Archived: false, Private: false };

    private static bool Matches(string name, RoomRules room, string? query) => string.IsNullOrEmpty(query)
        || name.Contains(query, StringComparison.OrdinalIgnoreCase)
        || room.Settings.Topic.Contains(query, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads all names, in parts: a name is a few bytes. Direct rooms are many, and are never listed.</summary>
    private async Task<IReadOnlyList<string>> NamesAfterAsync(string? cursor)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var entry in Database.SetScanAsync(RedisKeys.Rooms, pageSize: Batch))
        {
            string name = entry!;
            if (!RoomName.IsDirect(name) && string.CompareOrdinal(name, cursor) > 0)
            {
                names.Add(name);
            }
        }

        return [.. names];
    }

    private async Task<ListedRoom> DescribeAsync(string room, RoomSettings settings, bool joined)
    {
        var members = Database.HashLengthAsync(RedisKeys.Members(room));
        var online = (await Database.HashKeysAsync(RedisKeys.Online(room))).Select(field => OnlineField.Split(field!));
        return new ListedRoom
        {
            Room = room,
            Kind = settings.Kind,
            Topic = settings.Topic.Length > 0 ? settings.Topic : null,
            Description = settings.Description.Length > 0 ? settings.Description : null,
            Members = (int)await members,
            Online = online.Where(field => nodes.IsLive(field.NodeId)).Select(field => field.User).Distinct().Count(),
            Joined = joined ? true : null,
        };
    }
}
