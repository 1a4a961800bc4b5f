namespace AspireChat.LocalCluster.Options;

/// <summary>The options from the command line.</summary>
internal sealed record ClusterOptions
{
    public const int MaxNodes = 64;
    public const int DefaultNodes = 3;
    public const int DefaultPort = 8080;

    /// <summary>Leaves room above it for the other processes' ports.</summary>
    public const int MaxPort = 65_000;

    /// <summary>Nodes to start with.</summary>
    public required int Nodes { get; init; }

    /// <summary>The ingress's port. The other processes get free ports above it.</summary>
    public required int Port { get; init; }

    /// <summary>A Redis to use as <c>HOST:PORT[,HOST:PORT…][,password=…]</c>, or null for the embedded one.</summary>
    public string? Redis { get; init; }

    public required IngressKind Ingress { get; init; }

    /// <summary>The folder for what survives a restart.</summary>
    public required string Data { get; init; }

    /// <summary>The file for addresses and process ids, or null.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>The <c>aspire</c> CLI to run the dashboard with; null: the one in PATH, if there is one.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Run no dashboard, whatever is in PATH.</summary>
    public bool NoDashboard { get; init; }

    /// <summary>A folder with published programs to run instead of those that were built with this, or null.</summary>
    public string? Published { get; init; }

    /// <summary>Print everything that the processes log, not only warnings.</summary>
    public bool Verbose { get; init; }

    /// <summary>Number of node slots, fixed while the cluster runs: a node added later must not move other nodes' clients.</summary>
    public int Slots => Math.Max(8, Nodes);
}
