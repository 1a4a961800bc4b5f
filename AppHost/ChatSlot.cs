namespace AspireChat.AppHost;

/// <summary>A place for a chat node, fixed at the ingress.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="IsSpare">Not started with the cluster, but on demand, to add a node.</param>
internal sealed record ChatSlot(string Name, bool IsSpare);
