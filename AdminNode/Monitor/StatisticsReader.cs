using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;

namespace AspireChat.AdminNode.Monitor;

/// <summary>Sums up the nodes' reports.</summary>
internal sealed class StatisticsReader(NodeRegistry registry, ClusterCounts counts, TimeProvider time)
{
    /// <summary>Returns the current state of the cluster. The nodes' reports are at most a heartbeat old.</summary>
    public async Task<ClusterStatistics> ReadAsync()
    {
        var counting = counts.ReadAsync();
        var nodes = await registry.ReadAsync();
        var (rooms, users) = await counting;
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
            Rooms = rooms,
            Users = users,
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
