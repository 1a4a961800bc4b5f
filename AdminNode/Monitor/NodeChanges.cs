using AspireChat.Contracts.Admin;

namespace AspireChat.AdminNode.Monitor;

/// <summary>Compares looks at the nodes.</summary>
internal sealed class NodeChanges
{
    /// <summary>How many looks a node may be missing after an outage of Redis.</summary>
    private const int Patience = 3;

    private Dictionary<string, NodeInfo>? _before;
    private int _forgive;

    /// <summary>Whoever is missing at the next looks is not taken for gone.</summary>
    public void Forgive() => _forgive = Patience;

    /// <summary>What changed since the last look, <c>node-up</c>, <c>node-draining</c>, <c>node-down</c>, and the node's name. The first look tells nothing.</summary>
    public IReadOnlyList<(string Kind, string Node)> Since(IReadOnlyList<NodeInfo> nodes)
    {
        var now = nodes.ToDictionary(node => node.Id);
        if (_forgive > 0)
        {
            _forgive--;
            foreach (var (id, node) in _before ?? [])
            {
                now.TryAdd(id, node);
            }
        }

        List<(string, string)> changes = [];
        if (_before is { } before)
        {
            changes.AddRange(before.Values.Where(node => !now.ContainsKey(node.Id)).Select(node => ("node-down", node.Name)));
            changes.AddRange(now.Values
                .Where(node => !before.TryGetValue(node.Id, out var was) || was.Draining != node.Draining)
                .Select(node => (node.Draining ? "node-draining" : "node-up", node.Name)));
        }

        _before = now;
        return changes;
    }
}
