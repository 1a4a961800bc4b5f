namespace AspireChat.LocalCluster.Telemetry;

/// <summary>
/// The operator's own receiver, set by OpenTelemetry's environment variables
/// (https://opentelemetry.io/docs/specs/otel/protocol/exporter/), which the cluster's processes inherit.
/// </summary>
internal static class ConfiguredTarget
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string KeyHeader = "x-otlp-api-key=";

    /// <summary>The receiver, or null when none is configured.</summary>
    /// <param name="variable">Returns the value of an environment variable.</param>
    /// <exception cref="CannotStartException">The endpoint is not an address.</exception>
    public static TelemetryTarget? Find(Func<string, string?> variable)
    {
        if (variable(EndpointVariable) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new CannotStartException($"{EndpointVariable} is \"{text}\"; write http://HOST:PORT, or leave it unset.");
        }

        var headers = (variable("OTEL_EXPORTER_OTLP_HEADERS") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var key = Array.Find(headers, header => header.StartsWith(KeyHeader, StringComparison.OrdinalIgnoreCase))?[KeyHeader.Length..];

        // A browser cannot use gRPC, and the ingress adds neither a path nor other headers.
        var pageCan = variable("OTEL_EXPORTER_OTLP_PROTOCOL") == "http/protobuf"
            && endpoint.AbsolutePath == "/" && headers.Length == (key is null ? 0 : 1);
        return new TelemetryTarget
        {
            Environment = new Dictionary<string, string?>(),
            Page = pageCan ? endpoint : null,
            PageKey = key is null ? null : Uri.UnescapeDataString(key),
            Link = endpoint.GetLeftPart(UriPartial.Authority),
            Kind = pageCan ? "OTLP" : "OTLP, not from the page",
        };
    }
}
