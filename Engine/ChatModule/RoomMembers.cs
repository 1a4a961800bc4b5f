using AspireChat.Engine.Redis;
using StackExchange.Redis;

namespace AspireChat.Engine.ChatModule;

/// <summary>Who belongs to a room, online or not. Kept in Redis until they leave.</summary>
internal sealed class RoomMembers(IConnectionMultiplexer redis)
{
    /// <summary>Makes the user a member.</summary>
    /// <returns>Whether that is new, and how many members the room has now.</returns>
    public async Task<(bool IsNew, long Count)> AddAsync(string room, ChatCaller caller)
    {
        var database = redis.GetDatabase();
        var added = database.HashSetAsync(RedisKeys.Members(room), caller.User, caller.Name);
        var count = database.HashLengthAsync(RedisKeys.Members(room));
        return (await added, await count);
    }

    /// <summary>A member's name in the room, null for whoever is no member.</summary>
    public async Task<string?> NameAsync(string room, string user) => await redis.GetDatabase().HashGetAsync(RedisKeys.Members(room), user);

    /// <summary>Ends the user's membership.</summary>
    /// <returns>Whether there was one, and how many members are left.</returns>
    public async Task<(bool Was, long Count)> RemoveAsync(string room, string user)
    {
        var database = redis.GetDatabase();
        var removed = database.HashDeleteAsync(RedisKeys.Members(room), user);
        var count = database.HashLengthAsync(RedisKeys.Members(room));
        return (await removed, await count);
    }
}
