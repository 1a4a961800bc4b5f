using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace AspireChat.Store.Nodes;

/// <summary>
/// The cluster's nodes. A node is live as long as its key exists. Redis measures the time, so the nodes' clocks do not matter.
/// </summary>
public sealed partial class NodeRegistry(IConnectionMultiplexer redis, ILogger<NodeRegistry> logger)
{
    /// <summary>How long a node counts as live after its last heartbeat.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private volatile Dictionary<string, NodeInfo> _live = [];
    private volatile HashSet<string> _unreadable = [];

    /// <summary>The nodes that were live at the last refresh, by id.</summary>
    public IReadOnlyDictionary<string, NodeInfo> Live => _live;

    /// <summary>
    /// The nodes that were live at the last refresh, ordered by name. If a restarted node shares its name with its dying predecessor, only
    /// the newer process is listed.
    /// </summary>
    public IReadOnlyList<NodeInfo> LiveByName =>
    [
        .. _live.Values.GroupBy(node => node.Name).Select(processes => processes.MaxBy(process => process.StartedAt)!)
            .OrderBy(node => node.Name, StringComparer.Ordinal),
    ];

    /// <summary>Returns whether a node was live at the last refresh.</summary>
    public bool IsLive(string nodeId) => _live.ContainsKey(nodeId);

    /// <summary>Renews a node's lease.</summary>
    /// <returns>False if the lease had expired, so that others may have treated the node as dead.</returns>
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

    /// <summary>Refreshes, and returns <see cref="LiveByName"/>.</summary>
    public async Task<IReadOnlyList<NodeInfo>> ReadAsync()
    {
        await RefreshAsync();
        return LiveByName;
    }

    /// <summary>Reads which nodes are live.</summary>
    /// <returns>The ids of registered nodes whose lease has expired.</returns>
    public async Task<IReadOnlyList<string>> RefreshAsync()
    {
        var database = redis.GetDatabase();
        var ids = (await database.SetMembersAsync(RedisKeys.Nodes)).Select(id => (string)id!).ToList();
        var reports = await Task.WhenAll(ids.Select(id => ReadReportAsync(database, id)));
        var live = new Dictionary<string, NodeInfo>();
        var expired = new List<string>();
        var unreadable = new HashSet<string>();
        foreach (var (id, report) in ids.Zip(reports))
        {
            if (report.IsNull)
            {
                expired.Add(id);
            }
            else if (Parse(id, report) is { } node)
            {
                live[id] = node;
            }
            else if (unreadable.Add(id) && !_unreadable.Contains(id))
            {
                LogUnreadable(RedisKeys.Node(id).ToString());
            }
        }

        _unreadable = unreadable;
        _live = live;
        return expired;
    }

    private static async Task<RedisValue> ReadReportAsync(IDatabase database, string id)
    {
        try
        {
            return await database.StringGetAsync(RedisKeys.Node(id));
        }
        catch (RedisServerException wrongType) when (wrongType.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            return RedisValue.EmptyString;
        }
    }

    /// <summary>Returns null for what no node wrote: one bad entry must not hide the other nodes.</summary>
    private static NodeInfo? Parse(string id, RedisValue report)
    {
        try
        {
            return JsonSerializer.Deserialize((string)report!, AdminJson.Default.NodeInfo) is { Name.Length: > 0 } node && node.Id == id
                ? node with { Connections = node.Connections ?? new TransportCounts() } // null where the report leaves it out
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The node report {Key} in Redis is not readable and is ignored.")]
    private partial void LogUnreadable(string key);
}
