namespace AspireChat.LocalCluster.Nodes;

/// <summary>A slot as it was at one moment; without a process its pid is null.</summary>
internal sealed record NodeStatus(int Number, string Name, Uri Address, NodeState State, int? Pid);
