namespace AspireChat.Store.Nodes;

/// <summary>
/// Decides when a node that is missing counts as gone. After an outage of Redis all leases have expired, and each node needs a moment to
/// renew its own. So a node is gone when it was missing in three checks in a row. Not thread-safe.
/// </summary>
public sealed class MissingNodes
{
    /// <summary>The number of checks in a row after which a missing node counts as gone.</summary>
    public const int ChecksUntilGone = 3;

    private Dictionary<string, int> _missing = [];

    /// <summary>Counts a check.</summary>
    /// <param name="missing">The ids of the nodes that are missing in this check. All others start again at zero.</param>
    /// <returns>Those that count as gone.</returns>
    public IReadOnlyList<string> Check(IEnumerable<string> missing)
    {
        _missing = missing.ToDictionary(id => id, id => _missing.GetValueOrDefault(id) + 1);
        return [.. _missing.Where(entry => entry.Value >= ChecksUntilGone).Select(entry => entry.Key)];
    }

    /// <summary>Starts again at zero for all nodes.</summary>
    public void Reset() => _missing = [];
}
