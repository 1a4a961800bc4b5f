namespace AspireChat.LocalCluster.Ingress;

/// <summary>What <see cref="YarpIngress"/> forwards to: the variables of Ingress/start.sh that it supports.</summary>
public sealed record YarpIngressOptions
{
    /// <summary>Gets everything that no other route takes.</summary>
    public required Uri Web { get; init; }

    /// <summary>Gets <c>/api/admin/</c>, or null: 404.</summary>
    public Uri? AdminNode { get; init; }

    /// <summary>An OTLP-over-HTTP receiver for <c>/v1/traces</c>, or null: 404.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>Sent to <see cref="Telemetry"/> as <c>x-otlp-api-key</c>, which the Aspire dashboard requires.</summary>
    public string? TelemetryKey { get; init; }

    /// <summary>Development only: <c>/network/a/hubs/…</c> (b, c) gives a client an address of its own.</summary>
    public bool Networks { get; init; }

    /// <summary>The slots at the start, in their order.</summary>
    public IReadOnlyList<IngressSlot> Slots { get; init; } = [];
}
