using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Monitor;

/// <summary>Sums up the nodes' reports.</summary>
internal sealed class StatisticsReader(NodeRegistry registry, IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>Returns the current state of the cluster. The nodes' reports are at most a heartbeat old.</summary>
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

/// <summary>The samples of the last five minutes, one per second. Thread-safe.</summary>
internal sealed class StatisticsRing
{
    /// <summary>How many.</summary>
    public const int Length = 300;

    private readonly Queue<ClusterStatistics> _samples = new(Length);

    /// <summary>The samples, oldest first.</summary>
    public IReadOnlyList<ClusterStatistics> Samples
    {
        get { lock (_samples) { return [.. _samples]; } }
    }

    /// <summary>Adds a sample, in place of the oldest if there are too many.</summary>
    public void Add(ClusterStatistics sample)
    {
        lock (_samples)
        {
            if (_samples.Count == Length)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue(sample);
        }
    }
}
