using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Monitor;

/// <summary>Adds up what the nodes report.</summary>
internal sealed class StatisticsReader(NodeRegistry registry, IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>The whole cluster now; the nodes at most a heartbeat ago.</summary>
    public async Task<ClusterStatistics> ReadAsync()
    {
        var database = redis.GetDatabase();
        var rooms = database.SetLengthAsync(RedisKeys.Rooms);
        var users = database.SortedSetLengthAsync(RedisKeys.Users);
        var nodes = await registry.ReadAsync();
        return new ClusterStatistics
        {
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Nodes = nodes,
            Connections = new TransportCounts
            {
                WebSockets = nodes.Sum(node => node.Connections.WebSockets),
                ServerSentEvents = nodes.Sum(node => node.Connections.ServerSentEvents),
                LongPolling = nodes.Sum(node => node.Connections.LongPolling),
                Total = nodes.Sum(node => node.Connections.Total),
            },
            Rooms = await rooms,
            Users = await users,
            MessagesPerSecond = nodes.Sum(node => node.MessagesPerSecond),
            DeliveriesPerSecond = nodes.Sum(node => node.DeliveriesPerSecond),
            LagP50Ms = nodes.Max(node => node.LagP50Ms),
            LagP99Ms = nodes.Max(node => node.LagP99Ms),
        };
    }
}
