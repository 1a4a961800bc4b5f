using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Nodes;

/// <summary>
/// The nodes of the cluster as Redis knows them. A node lives while its key does: Redis counts the time, so the nodes' clocks do not matter.
/// </summary>
public sealed class NodeRegistry(IConnectionMultiplexer redis)
{
    /// <summary>How long a node counts as alive after its last heartbeat.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private volatile Dictionary<string, NodeInfo> _live = [];

    /// <summary>The nodes that lived at the last look, by id.</summary>
    public IReadOnlyDictionary<string, NodeInfo> Live => _live;

    /// <summary>Whether a node lived at the last look.</summary>
    public bool IsLive(string nodeId) => _live.ContainsKey(nodeId);

    /// <summary>Renews a node's lease.</summary>
    /// <returns>Whether it was still running; false means that others may have taken the node for dead.</returns>
    public async Task<bool> RenewAsync(NodeInfo report)
    {
        var database = redis.GetDatabase();
        var before = database.KeyExistsAsync(RedisKeys.Node(report.Id));
        var written = database.StringSetAsync(
            RedisKeys.Node(report.Id), JsonSerializer.Serialize(report, AdminJson.Default.NodeInfo), Lease);
        var listed = database.SetAddAsync(RedisKeys.Nodes, report.Id);
        await Task.WhenAll(before, written, listed);
        return await before;
    }

    /// <summary>Looks, and returns the living nodes, one for each name, in the names' order.</summary>
    public async Task<IReadOnlyList<NodeInfo>> ReadAsync()
    {
        await LookAsync();

        // A node that was started anew may share its name with its dying predecessor for a moment.
        return [.. _live.Values.GroupBy(node => node.Name).Select(node => node.MaxBy(process => process.StartedAt)!).OrderBy(node => node.Name, StringComparer.Ordinal)];
    }

    /// <summary>Looks which nodes live.</summary>
    /// <returns>The ids of registered nodes that do not.</returns>
    public async Task<IReadOnlyList<string>> LookAsync()
    {
        var database = redis.GetDatabase();
        var ids = (await database.SetMembersAsync(RedisKeys.Nodes)).Select(id => (string)id!).ToList();
        var reports = await Task.WhenAll(ids.Select(id => database.StringGetAsync(RedisKeys.Node(id))));
        var live = new Dictionary<string, NodeInfo>();
        var gone = new List<string>();
        foreach (var (id, report) in ids.Zip(reports))
        {
            if (report.HasValue)
            {
                live[id] = JsonSerializer.Deserialize((string)report!, AdminJson.Default.NodeInfo)!;
            }
            else
            {
                gone.Add(id);
            }
        }

        _live = live;
        return gone;
    }
}
