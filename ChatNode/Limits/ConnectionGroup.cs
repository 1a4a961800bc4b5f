using AspireChat.Store.Limits;

namespace AspireChat.ChatNode.Limits;

/// <summary>The connections to this node of one user, or from one network.</summary>
internal sealed class ConnectionGroup(Party party, ClusterLimits cluster, TimeProvider time)
{
    /// <summary>The user or network.</summary>
    public Party Party => party;

    /// <summary>What they can call together.</summary>
    public SharedAllowance Allowance { get; } = new(party, cluster, time);

    /// <summary>How many there are. Guarded by <see cref="ConnectionGroups"/>.</summary>
    public int Count { get; set; }
}
