using AspireChat.Store.Logs;
using AspireChat.Store.Nodes;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Presence;

/// <summary>Creates the presence of rooms.</summary>
internal sealed class RoomPresenceFactory(
    NodeIdentity node, IConnectionMultiplexer redis, RoomLog log, NodeRegistry nodes, TimeProvider time, ILogger<RoomPresence> logger)
{
    public RoomPresence Create(string room) => new(room, node, redis, log, nodes, time, logger);
}
