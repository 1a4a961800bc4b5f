namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// A fixed place among the chat nodes that the ingress hashes clients to. A node that is not running keeps its slot, down:
/// taking the slot away would move most clients of the other nodes.
/// </summary>
/// <param name="Name">The node's name, <c>chatnode-1</c>.</param>
/// <param name="Address">Where the node listens; scheme, host and port.</param>
/// <param name="Up">Whether it takes new clients. Live connections stay either way.</param>
/// <param name="Weight">Its share of the clients, 1 or more.</param>
public sealed record IngressSlot(string Name, Uri Address, bool Up, int Weight = 1);
