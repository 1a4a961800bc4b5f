namespace AspireChat.LocalCluster.Telemetry;

/// <summary>Where the cluster's processes and the page send their telemetry.</summary>
internal sealed record TelemetryTarget
{
    /// <summary>Environment variables for each process of the cluster.</summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>Where the ingress forwards the page's <c>/v1/traces</c>. Null: the page sends no traces.</summary>
    public Uri? Page { get; init; }

    /// <summary>The value of the <c>x-otlp-api-key</c> header that the ingress adds.</summary>
    public string? PageKey { get; init; }

    /// <summary>The link or address that the table shows.</summary>
    public required string Link { get; init; }

    public required string Kind { get; init; }
}
