using AspireChat.Contracts;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>
/// The members of rooms, online or not, together with the list of each user's rooms. A membership lasts until the user leaves or is
/// removed.
/// </summary>
public sealed class RoomMembers(IConnectionMultiplexer redis, UserRooms userRooms)
{
    /// <summary>Makes the user a member.</summary>
    /// <returns>Whether the user was not a member before, and how many members the room has now.</returns>
    public async Task<(bool IsNew, long Count)> AddAsync(string room, string user, string name)
    {
        var database = redis.GetDatabase();
        var added = database.WriteEvenIfFullAsync("HSET", RedisKeys.Members(room), user, name);
        var count = database.HashLengthAsync(RedisKeys.Members(room));
        await userRooms.AddAsync(user, room);
        return ((bool)await added, await count);
    }

    /// <summary>Returns a member's name in the room; null if the user is not a member.</summary>
    public async Task<string?> NameAsync(string room, string user) =>
        await redis.GetDatabase().HashGetAsync(RedisKeys.Members(room), user);

    /// <summary>Returns true if the user is a member.</summary>
    public Task<bool> ContainsAsync(string room, string user) =>
        redis.GetDatabase().HashExistsAsync(RedisKeys.Members(room), user);

    /// <summary>Returns those of some users who are not members.</summary>
    public async Task<IReadOnlyList<string>> StrangersAsync(string room, IReadOnlyList<string> users)
    {
        var names = users.Count == 0
            ? []
            : await redis.GetDatabase().HashGetAsync(RedisKeys.Members(room), [.. users.Select(user => (RedisValue)user)]);
        return [.. users.Where((_, index) => names[index].IsNull)];
    }

    /// <summary>Returns all members, ordered by id.</summary>
    public async Task<IReadOnlyList<RoomUser>> AllAsync(string room) =>
    [
        .. (await redis.GetDatabase().HashGetAllAsync(RedisKeys.Members(room)))
            .Select(entry => new RoomUser { User = entry.Name!, Name = entry.Value! })
            .OrderBy(member => member.User, StringComparer.Ordinal),
    ];

    /// <summary>Ends the user's membership.</summary>
    /// <returns>Whether the user was a member, and how many members are left.</returns>
    public async Task<(bool Was, long Count)> RemoveAsync(string room, string user)
    {
        var database = redis.GetDatabase();
        var removed = database.HashDeleteAsync(RedisKeys.Members(room), user);
        var count = database.HashLengthAsync(RedisKeys.Members(room));
        await userRooms.RemoveAsync(user, room);
        return (await removed, await count);
    }
}
