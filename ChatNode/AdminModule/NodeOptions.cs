using System.ComponentModel.DataAnnotations;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>What a node is called and how it goes, <c>Chat:Node</c>.</summary>
public sealed class NodeOptions
{
    /// <summary>The node's name, unique in the cluster and the same after a restart.</summary>
    [Required(ErrorMessage = "Chat:Node:Name is empty; give each node a name of its own, such as chatnode-1 (environment: Chat__Node__Name).")]
    [RegularExpression("^[a-z0-9][a-z0-9.-]{0,62}$", ErrorMessage = "Chat:Node:Name may have 1 to 63 of a-z, 0-9, '.' and '-'.")]
    public string Name { get; set; } = Environment.MachineName.ToLowerInvariant();

    /// <summary>How long a draining node waits before it sends its clients away, so that the ingress has taken it out by then.</summary>
    public TimeSpan DrainNotice { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Over how long a draining node spreads its clients' reconnects.</summary>
    public TimeSpan DrainSpread { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a draining node waits for its clients to leave before it stops all the same.</summary>
    public TimeSpan DrainLimit { get; set; } = TimeSpan.FromSeconds(20);
}
