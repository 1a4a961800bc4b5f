using AspireChat.Contracts;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Presence;

/// <summary>Writes which users of this node are online in one room.</summary>
public sealed class OnlineWriter(string room, NodeIdentity node, IConnectionMultiplexer redis)
{
    /// <summary>Adds those who came and removes those who went.</summary>
    /// <param name="came">Those who came.</param>
    /// <param name="went">Those who went.</param>
    /// <param name="isListed">Whether the room is in the node's list of rooms already.</param>
    /// <exception cref="RedisException">Redis cannot be reached; what was written is not known.</exception>
    public Task WriteAsync(IEnumerable<RoomUser> came, IEnumerable<string> went, bool isListed)
    {
        var database = redis.GetDatabase();
        var key = RedisKeys.Online(room);
        var listed = isListed ? Task.CompletedTask : database.WriteEvenIfFullAsync("SADD", RedisKeys.NodeRooms(node.Id), room);
        var added = came
            .SelectMany(user => new RedisValue[]
            {
                OnlineField.Of(node.Id, user.User), OnlineField.Value(user.Name, user.Away == true),
            })
            .Chunk(FullRedis.MaxValues)
            .Select(part => (Task)database.WriteEvenIfFullAsync("HSET", key, part));
        var removed = database.HashDeleteAsync(key, [.. went.Select(user => (RedisValue)OnlineField.Of(node.Id, user))]);
        return Task.WhenAll([listed, .. added, removed]);
    }
}
