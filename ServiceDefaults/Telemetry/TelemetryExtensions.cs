using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AspireChat.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs, sent over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so.</summary>
internal static class TelemetryExtensions
{
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // The request log holds whole query strings, and with them tokens (see TokenExtensions).
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter("AspireChat")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource("AspireChat", "Microsoft.AspNetCore.SignalR.Server", "Microsoft.AspNetCore.SignalR.Client")
                .AddAspNetCoreInstrumentation(http => http.Filter = context => ShouldTrace(context.Request.Path))
                .AddHttpClientInstrumentation());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
            builder.AddRedisTraces();

            // The exporter retries by itself, and a receiver that is away must not fill the log with every attempt.
            foreach (var exporter in new[] { "OtlpTraceExporter", "OtlpMetricExporter", "OtlpLogExporter" })
            {
#pragma warning disable EXTEXP0001 // The only way to except a client from ConfigureHttpClientDefaults.
                builder.Services.AddHttpClient(exporter).RemoveAllLoggers().RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
            }
        }
    }

    /// <summary>
    /// Whether a request is worth a span: not what is asked every second by probes and the ingress, not the page's dozens of files, and
    /// not a connection or a stream of events, whose span would come when it ends, hours later; SignalR gives each call on one a span.
    /// </summary>
    private static bool ShouldTrace(PathString path) =>
        path != "/health" && path != "/alive" && path != "/api/cluster/slots" && path != "/api/admin/v1/events"
        && !path.StartsWithSegments("/hubs", StringComparison.Ordinal)
        && !path.StartsWithSegments("/_framework", StringComparison.Ordinal)
        && Path.GetExtension(path.Value) is not (".css" or ".js" or ".svg");
}
