using AspireChat.LocalCluster.Data;
using AspireChat.LocalCluster.Nodes;

namespace AspireChat.LocalCluster.Reports;

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

    public required ClusterSecrets Secrets { get; init; }

    /// <summary>The admin pages' address. The key is in the fragment, which browsers do not send to any server.</summary>
    public string AdminPage => $"{Page}/admin#key={Uri.EscapeDataString(Secrets.AdminKey)}";

    public required Uri Web { get; init; }

    public required int? WebPid { get; init; }

    /// <summary>The connection string for StackExchange.Redis, with the password if there is one.</summary>
    public required string Redis { get; init; }

    public required string RedisKind { get; init; }

    /// <summary>Null for a Redis given by <c>--redis</c>.</summary>
    public required int? RedisPid { get; init; }

    /// <summary>Where to see telemetry. Null: nowhere.</summary>
    public required string? Telemetry { get; init; }

    public required string TelemetryKind { get; init; }

    public required int? DashboardPid { get; init; }

    /// <summary>Without the password.</summary>
    public string RedisAddress => Redis.Split(',')[0];
}
