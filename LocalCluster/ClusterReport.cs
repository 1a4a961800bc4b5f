using AspireChat.LocalCluster.Nodes;

namespace AspireChat.LocalCluster;

/// <summary>What runs where, at one moment.</summary>
internal sealed record ClusterReport
{
    /// <summary>The page's address for a browser.</summary>
    public required string Page { get; init; }

    public required Uri Ingress { get; init; }

    public required string IngressKind { get; init; }

    public required int? IngressPid { get; init; }

    /// <summary>All slots.</summary>
    public required IReadOnlyList<NodeStatus> Nodes { get; init; }

    public required Uri AdminNode { get; init; }

    public required int? AdminNodePid { get; init; }

    public required string AdminKey { get; init; }

    /// <summary>The admin pages' address, with the key where only the browser sees it: a fragment is not sent to any server.</summary>
    public string AdminPage => $"{Page}/admin#key={Uri.EscapeDataString(AdminKey)}";

    public required Uri Web { get; init; }

    public required int? WebPid { get; init; }

    /// <summary>As StackExchange.Redis connects to it, with its password if it has one.</summary>
    public required string Redis { get; init; }

    public required string RedisKind { get; init; }

    /// <summary>Null when it is not ours.</summary>
    public required int? RedisPid { get; init; }

    public required string SigningKey { get; init; }

    /// <summary>Where telemetry goes: what to open, and what it is. Null: nowhere.</summary>
    public required string? Telemetry { get; init; }

    public required string TelemetryKind { get; init; }

    public required int? DashboardPid { get; init; }

    /// <summary>Without the password.</summary>
    public string RedisAddress => Redis.Split(',')[0];
}
