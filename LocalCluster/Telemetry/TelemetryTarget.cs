namespace AspireChat.LocalCluster.Telemetry;

/// <summary>Where the cluster's processes and the page send their telemetry.</summary>
internal sealed record TelemetryTarget
{
    /// <summary>Environment variables for each process of the cluster.</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>What the ingress leads the page's <c>/v1/traces</c> to; null: the page sends none.</summary>
    public Uri? Page { get; init; }

    /// <summary>What the ingress adds as <c>x-otlp-api-key</c>.</summary>
    public string? PageKey { get; init; }

    /// <summary>What to open or where it goes, for the table.</summary>
    public required string Link { get; init; }

    public required string Kind { get; init; }
}
