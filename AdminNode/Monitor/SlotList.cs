using System.Text;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using StackExchange.Redis;

namespace AspireChat.AdminNode.Monitor;

/// <summary>
/// What the ingress polls: a line for each live node, its name, then <c>up</c> or <c>draining</c>. After Redis, or one server of a Redis
/// Cluster, was away, leases have expired and come back one after the other. Until then there is no list, so that the ingress keeps its
/// last one rather than move the clients of nodes that are well.
/// </summary>
internal sealed class SlotList(NodeRegistry registry, TimeProvider time)
{
    /// <summary>How long the nodes have to renew their leases. What is still missing then is dead.</summary>
    private static readonly TimeSpan Recovery = NodeRegistry.Lease + TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long? _failedAt;

    /// <summary>Returns the list; null while it is not whole.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<string?> ReadAsync()
    {
        IReadOnlyList<NodeInfo> live;
        IReadOnlyList<string> expired;
        try
        {
            (live, expired) = await registry.ReadWithExpiredAsync();
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            lock (_gate)
            {
                _failedAt = time.GetTimestamp();
            }

            throw;
        }

        lock (_gate)
        {
            if (_failedAt is { } failedAt && expired.Count > 0 && time.GetElapsedTime(failedAt) < Recovery)
            {
                return null;
            }
        }

        var lines = new StringBuilder();
        foreach (var processes in live.GroupBy(node => node.Name))
        {
            lines.Append(processes.Key).Append(processes.All(node => node.Draining) ? " draining\n" : " up\n");
        }

        return lines.ToString();
    }
}
