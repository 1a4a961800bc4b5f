using System.Net;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>What <see cref="YarpIngress"/> listens on and forwards to: the variables of Ingress/start.sh, in their YARP form.</summary>
public sealed record YarpIngressOptions
{
    /// <summary>The one public port. 0 = any free one, told by <see cref="YarpIngress.Address"/>.</summary>
    public required int Port { get; init; }

    /// <summary>The address to listen on, or null for <c>localhost</c> in both families.</summary>
    public IPAddress? Listen { get; init; }

    /// <summary>Gets everything that no other route takes.</summary>
    public required Uri Web { get; init; }

    /// <summary>Gets <c>/api/admin/</c>, or null: 404.</summary>
    public Uri? AdminNode { get; init; }

    /// <summary>An OTLP-over-HTTP receiver for <c>/v1/traces</c>, or null: 404.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>Sent to <see cref="Telemetry"/> as <c>x-otlp-api-key</c>, which the Aspire dashboard asks for.</summary>
    public string? TelemetryKey { get; init; }

    /// <summary>Development only: <c>/network/a/hubs/…</c> (b, c) gives a client an address of its own.</summary>
    public bool Networks { get; init; }

    /// <summary>Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. Nobody's, unless told.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The slots to begin with, in their order.</summary>
    public IReadOnlyList<IngressSlot> Slots { get; init; } = [];

    /// <summary>Where warnings and errors go; null: nowhere. Anything below is not logged, as it would hold tokens.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}
