using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using AspireChat.Store.Moderation;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Rooms;

/// <summary>Creates rooms with their first members.</summary>
public sealed class RoomCreation(IConnectionMultiplexer redis, UserRooms userRooms, PolicyLog changes, TimeProvider time)
{
    private static readonly string CreateScript = RedisScript.Load("room-create");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Creates a room, unless a room with this name exists.</summary>
    /// <param name="room">Its name.</param>
    /// <param name="settings">Its settings. It never exists without them.</param>
    /// <param name="owner">The owner's id; empty = none.</param>
    /// <param name="all">Its members.</param>
    /// <returns>False if a room with this name exists.</returns>
    public async Task<bool> CreateAsync(string room, RoomSettings settings, string owner, IReadOnlyList<RoomUser> all)
    {
        var epoch = RoomLog.NewEpoch();
        RedisKey[] keys = [RedisKeys.Settings(room), RedisKeys.Head(room), RedisKeys.Roles(room), RedisKeys.Members(room)];
        RedisValue[] values =
        [
            epoch, time.GetUtcNow().ToUnixTimeMilliseconds(), settings.Title, settings.Topic, settings.Description, settings.Private,
            settings.ReadOnly, settings.SlowModeSeconds, settings.Kind, owner,
            .. all.SelectMany(user => new RedisValue[] { user.User, user.Name }),
        ];
        if ((int)await Database.ScriptEvaluateAsync(CreateScript, keys, values) == 0)
        {
            return false;
        }

        await Database.WriteEvenIfFullAsync("SADD", RedisKeys.Rooms, room);
        await Task.WhenAll(all.Select(user => userRooms.BeginAsync(user.User, room, new LogPosition(epoch, 0))));
        await Task.WhenAll(all.Select(user => userRooms.AddAsync(user.User, room)));

        // A node where a user tried the name at this moment may have read the rules before they were written.
        await changes.AddAsync(PolicyChange.OfRoom(room));
        return true;
    }
}
