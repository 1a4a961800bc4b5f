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

    /// <summary>A process whose lease has become this much shorter has missed two heartbeats.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromSeconds(2.5);

    private volatile Dictionary<string, NodeInfo> _live = [];
    private volatile HashSet<string> _dying = [];
    private volatile HashSet<string> _unreadable = [];

    /// <summary>The nodes that were live at the last refresh, by id.</summary>
    public IReadOnlyDictionary<string, NodeInfo> Live => _live;

    /// <summary>
    /// The nodes that were live at the last refresh, ordered by <see cref="KeyOf"/>. The dying predecessor of a restarted node is left out.
    /// Two processes that both live under one name are both listed.
    /// </summary>
    public IReadOnlyList<NodeInfo> LiveByName => Listed(_live, _dying);

    /// <summary>Returns what nodes are ordered by: the name, then the process.</summary>
    public static string KeyOf(NodeInfo node) => $"{node.Name} {node.Id}";

    /// <summary>Returns whether a node was live at the last refresh.</summary>
    public bool IsLive(string nodeId) => _live.ContainsKey(nodeId);

    /// <summary>
    /// Returns whether a process shared its name with a newer one at the last refresh, and no longer sends heartbeats: the newer one has
    /// replaced it.
    /// </summary>
    public bool IsDying(string nodeId) => _dying.Contains(nodeId);

    /// <summary>Renews a node's lease.</summary>
    /// <returns>False if the lease had expired, so that others may have treated the node as dead.</returns>
    public async Task<bool> RenewAsync(NodeInfo report)
    {
        var database = redis.GetDatabase();
        var before = database.KeyExistsAsync(RedisKeys.Node(report.Id));
        var json = JsonSerializer.Serialize(report, AdminJson.Default.NodeInfo);
        var written = database.WriteEvenIfFullAsync("SET", RedisKeys.Node(report.Id), json, "PX", (long)Lease.TotalMilliseconds);
        var listed = database.WriteEvenIfFullAsync("SADD", RedisKeys.Nodes, report.Id);
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
    public async Task<IReadOnlyList<string>> RefreshAsync() => (await ReadWithExpiredAsync()).Expired;

    /// <summary>
    /// Refreshes, and returns both the nodes as <see cref="LiveByName"/> does and what <see cref="RefreshAsync"/> returns.
    /// </summary>
    public async Task<(IReadOnlyList<NodeInfo> Live, IReadOnlyList<string> Expired)> ReadWithExpiredAsync()
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
        var dying = _dying = await DyingAsync(database, live.Values);
        _live = live;
        return (Listed(live, dying), expired);
    }

    private static List<NodeInfo> Listed(Dictionary<string, NodeInfo> live, HashSet<string> dying) =>
        [.. live.Values.Where(node => !dying.Contains(node.Id)).OrderBy(KeyOf, StringComparer.Ordinal)];

    private static async Task<HashSet<string>> DyingAsync(IDatabase database, IEnumerable<NodeInfo> live)
    {
        HashSet<string> dying = [];
        foreach (var processes in live.GroupBy(node => node.Name).Where(processes => processes.Count() > 1))
        {
            foreach (var older in processes.OrderByDescending(process => process.StartedAt).Skip(1))
            {
                if (await database.KeyTimeToLiveAsync(RedisKeys.Node(older.Id)) is not { } left || left < Lease - Missed)
                {
                    dying.Add(older.Id);
                }
            }
        }

        return dying;
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
