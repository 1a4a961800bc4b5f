namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// A fixed place among the chat nodes, to which the ingress hashes clients. The slot of a node that is not running stays, marked
/// down: removing it would move most clients of the other nodes.
/// </summary>
/// <param name="Name">The node's name, <c>chatnode-1</c>.</param>
/// <param name="Address">Where the node listens; scheme, host and port.</param>
/// <param name="Up">Whether it accepts new clients. Live connections stay either way.</param>
public sealed record IngressSlot(string Name, Uri Address, bool Up);
