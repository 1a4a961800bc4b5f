using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;

namespace AspireChat.AdminNode.Monitor;

/// <summary>What is remembered of a node.</summary>
internal sealed record KnownNode(string Name, bool Draining);

/// <summary>A change among the nodes.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Id">The id of the node's process.</param>
/// <param name="Node">The node.</param>
internal sealed record NodeChange(string Kind, string Id, KnownNode Node)
{
    public const string Up = "node-up";
    public const string StartedDraining = "node-draining";
    public const string Down = "node-down";
}

/// <summary>
/// Finds out how nodes come and go by comparing successive lists of live nodes. A node is down when another process took its name, or when
/// it counts as gone (see <see cref="MissingNodes"/>).
/// </summary>
/// <param name="known">The nodes that were live before; null = the first list reports nothing.</param>
internal sealed class NodeChanges(IReadOnlyDictionary<string, KnownNode>? known = null)
{
    private readonly MissingNodes _missing = new();
    private Dictionary<string, KnownNode>? _known = known is null ? null : new Dictionary<string, KnownNode>(known);

    /// <summary>After an outage: nodes get time to renew their leases before they count as gone.</summary>
    public void Forgive() => _missing.Reset();

    /// <summary>Returns what changed since the last call.</summary>
    /// <param name="live">The live nodes, one for each name.</param>
    public IReadOnlyList<NodeChange> Since(IReadOnlyList<NodeInfo> live)
    {
        var now = live.ToDictionary(node => node.Id, node => new KnownNode(node.Name, node.Draining));
        if (_known is not { } before)
        {
            _known = now;
            return [];
        }

        var missing = before.Where(node => !now.ContainsKey(node.Key)).ToList();
        var gone = _missing.Check(missing.Select(node => node.Key)).ToHashSet();
        var names = live.Select(node => node.Name).ToHashSet();
        List<NodeChange> changes =
        [
            .. missing.Where(node => gone.Contains(node.Key) || names.Contains(node.Value.Name))
                .Select(node => new NodeChange(NodeChange.Down, node.Key, node.Value)),
            .. now.Where(node => before.GetValueOrDefault(node.Key) != node.Value)
                .Select(node => new NodeChange(node.Value.Draining ? NodeChange.StartedDraining : NodeChange.Up, node.Key, node.Value)),
        ];
        foreach (var change in changes.Where(change => change.Kind == NodeChange.Down))
        {
            before.Remove(change.Id);
        }

        foreach (var (id, node) in now)
        {
            before[id] = node;
        }

        return changes;
    }
}
