namespace AspireChat.LocalCluster.Nodes;

/// <summary>The state of a slot at one moment. The pid is null without a process.</summary>
internal sealed record NodeStatus(int Number, string Name, Uri Address, NodeState State, int? Pid);
