using AspireChat.ServiceDefaults.Hosting;
using AspireChat.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;

namespace AspireChat.ServiceDefaults;

/// <summary>What every process of the cluster shares: telemetry, health, discovery, resilience, and how it ends.</summary>
public static class Extensions
{
    /// <summary>Adds telemetry, health checks, service discovery and resilient HTTP clients.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), ["live"]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
        builder.AddStopWithParent();
        return builder;
    }

    /// <summary>Maps <c>/health</c> (ready for new clients) and <c>/alive</c> (not to be restarted).</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        // Made first, so disposed last: what ends the process still speaks to Redis, through the instrumentation that this owns.
        app.Services.GetService<TracerProvider>();
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthReportText.Write });
        app.MapHealthChecks("/alive", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("live"),
            ResponseWriter = HealthReportText.Write,
        });
        return app;
    }
}
