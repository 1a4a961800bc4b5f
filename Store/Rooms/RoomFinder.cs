using AspireChat.Contracts;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>The rooms that everyone can join.</summary>
public sealed class RoomFinder(IConnectionMultiplexer redis, RoomScan scan, UserRooms userRooms)
{
    private const int MaxRead = 5_000;

    /// <summary>Returns a page of rooms, ordered by name. Private, direct and archived rooms are not listed.</summary>
    /// <param name="user">The user who asks.</param>
    /// <param name="query">Part of the name, the title or the topic; null = all.</param>
    /// <param name="cursor">The previous page's <c>Next</c>; null = the first page.</param>
    /// <param name="limit">Maximum number of rooms.</param>
    public async Task<ListRoomsResult> ListAsync(string user, string? query, string? cursor, int limit)
    {
        // Direct rooms are many, so they are excluded before they are read.
        var page = await scan.ReadAsync(new RoomScanQuery(
            cursor, limit, MaxRead, name => !RoomName.IsDirect(name),
            (name, room) => IsListed(room.Settings) && Matches(name, room.Settings, query)));
        var joined = await userRooms.ContainsAsync(user, [.. page.Rooms.Select(room => room.Name)]);
        return new ListRoomsResult
        {
            Rooms = await Task.WhenAll(page.Rooms.Select((room, index) => DescribeAsync(room.Name, room.Rules.Settings, joined[index]))),
            Next = page.Next,
        };
    }

    private static bool IsListed(RoomSettings settings) => settings is { Archived: false, Private: false };

    private static bool Matches(string name, RoomSettings settings, string? query) => string.IsNullOrEmpty(query)
        || name.Contains(query, StringComparison.OrdinalIgnoreCase)
        || settings.Title.Contains(query, StringComparison.OrdinalIgnoreCase)
        || settings.Topic.Contains(query, StringComparison.OrdinalIgnoreCase);

    private async Task<ListedRoom> DescribeAsync(string room, RoomSettings settings, bool joined)
    {
        var members = redis.GetDatabase().HashLengthAsync(RedisKeys.Members(room));
        var online = await scan.OnlineAsync(room);
        return new ListedRoom
        {
            Room = room,
            Kind = settings.Kind,
            Title = settings.Title.Length > 0 ? settings.Title : null,
            Topic = settings.Topic.Length > 0 ? settings.Topic : null,
            Description = settings.Description.Length > 0 ? settings.Description : null,
            Members = (int)await members,
            Online = online.Count,
            Joined = joined ? true : null,
        };
    }
}
