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
                .AddAspNetCoreInstrumentation(http => http.Filter = context =>
                    context.Request.Path != "/health" && context.Request.Path != "/alive")
                .AddHttpClientInstrumentation());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }
}
