namespace AspireChat.Testing;

/// <summary>What LocalCluster writes into its ready file.</summary>
public sealed record ClusterInfo(
    Uri Ingress, Uri Web, IReadOnlyList<ClusterProcessInfo> Nodes, ClusterProcessInfo AdminNode, string Redis, int IngressPid,
    string SigningKey, string AdminSigningKey,
    Uri? Telemetry = null)
{
    /// <summary>The key of the admin API.</summary>
    public string AdminKey => AdminNode.Key!;

    /// <summary>The hub, through the ingress.</summary>
    public Uri Hub => new(Ingress, "/hubs/chat");

    /// <summary>The hub as seen from another network, <c>a</c>, <c>b</c> or <c>c</c>, and so usually on another node.</summary>
    public Uri HubFrom(char network) => new(Ingress, $"/network/{network}/hubs/chat");
}
