namespace AspireChat.Cluster.Tests.Traces;

/// <summary>Three nodes that send all their telemetry to a receiver of ours.</summary>
public sealed class TracedCluster : IAsyncLifetime
{
    public ClusterProcess Cluster { get; private set; } = null!; // null only when it did not start

    public OtlpReceiver Receiver { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Receiver = await OtlpReceiver.StartAsync();
        Cluster = await ClusterProcess.StartAsync(
            ["--nodes", "3"],
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Receiver.Address.GetLeftPart(UriPartial.Authority),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=secret",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
                ["Logging__LogLevel__Default"] = "Information",
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
            });
    }

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }

        await Receiver.DisposeAsync();
    }
}
