using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Presence;

/// <summary>
/// Removes a dead node from the registry and its users from the rooms, and announces that in those rooms. Several nodes may do so at the
/// same time: only the one that deleted something announces it.
/// </summary>
public sealed class DeadNodeSweep(IConnectionMultiplexer redis, RoomLog log, NodeRegistry nodes, NodeIdentity self, TimeProvider time)
{
    /// <summary>Removes a node. Repeating it does no harm.</summary>
    /// <exception cref="RedisException">Redis cannot be reached; repeat the call.</exception>
    public async Task SweepAsync(string nodeId)
    {
        var database = redis.GetDatabase();
        await database.KeyDeleteAsync(RedisKeys.Node(nodeId));
        foreach (var room in await database.SetMembersAsync(RedisKeys.NodeRooms(nodeId)))
        {
            await SweepRoomAsync(database, nodeId, room!);
        }

        await database.KeyDeleteAsync(RedisKeys.NodeRooms(nodeId));
        await database.KeyDeleteAsync(RedisKeys.NodeUsers(nodeId));
        await database.KeyDeleteAsync(RedisKeys.NodeAway(nodeId));
        await database.KeyDeleteAsync(RedisKeys.NodeConnections(nodeId));
        await database.SetRemoveAsync(RedisKeys.Nodes, nodeId);
    }

    private async Task SweepRoomAsync(IDatabase database, string nodeId, string room)
    {
        var key = RedisKeys.Online(room);
        var entries = await database.HashGetAllAsync(key);
        var fields = entries.Select(entry => entry.Name).Where(field => OnlineField.Split(field!).NodeId == nodeId).ToArray();
        if (fields.Length == 0 || await database.HashDeleteAsync(key, fields) == 0)
        {
            return;
        }

        var view = OnlineField.View(entries, id => id != nodeId && nodes.IsLive(id));
        await log.PublishAsync(room, new RoomEvent
        {
            Kind = EventKind.Presence,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Online = [],
            Offline = [.. fields.Select(field => OnlineField.Split(field!).User).Where(user => !view.Users.ContainsKey(user))],
            OnlineCount = view.Users.Count,
            Node = self.Name,
        });
    }
}
