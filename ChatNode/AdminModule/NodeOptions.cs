using System.ComponentModel.DataAnnotations;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>A node's name and how it drains, <c>Chat:Node</c>.</summary>
public sealed class NodeOptions
{
    /// <summary>The node's name, unique in the cluster and the same after a restart.</summary>
    [Required(ErrorMessage = "Chat:Node:Name is empty; give each node its own name, such as chatnode-1 (environment: Chat__Node__Name).")]
    [RegularExpression("^[a-z0-9][a-z0-9.-]{0,62}$", ErrorMessage = "Chat:Node:Name can have 1 to 63 of a-z, 0-9, '.' and '-'.")]
    public string Name { get; set; } = Environment.MachineName.ToLowerInvariant();

    /// <summary>
    /// The admin node's address, such as <c>http://adminnode:8080</c>. A node that has lost Redis asks it whether other nodes are up, and
    /// sends its clients to them. Null = its clients stay until Redis is back.
    /// </summary>
    public Uri? AdminNode { get; set; }

    /// <summary>
    /// How long a draining node waits before it asks its clients to reconnect, so that the ingress has stopped sending new ones.
    /// </summary>
    public TimeSpan DrainNotice { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The time over which a draining node spreads its clients' reconnects.</summary>
    public TimeSpan DrainSpread { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a draining node waits for its clients to leave before it stops anyway.</summary>
    public TimeSpan DrainLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Address ranges (CIDR) of the ingress, whose <c>X-Forwarded-For</c> is trusted, besides this machine itself. Without it, the
    /// addresses of clients behind an ingress elsewhere are not known: limits and bans by network do not apply to them.
    /// </summary>
    public string[] TrustedProxies { get; set; } = [];
}
