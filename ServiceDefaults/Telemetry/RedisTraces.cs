using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Instrumentation.StackExchangeRedis;
using OpenTelemetry.Trace;
using StackExchange.Redis;

namespace AspireChat.ServiceDefaults.Telemetry;

/// <summary>
/// A span for each Redis command that somebody's action caused: a message, a request, an admin command. What a process does by itself
/// (heartbeats, leases, watches) is dozens of commands a second on an idle cluster, and each would be a trace of its own.
/// </summary>
internal static class RedisTraces
{
    public static void AddRedisTraces(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
            .AddSource("OpenTelemetry.Instrumentation.StackExchangeRedis")
            .ConfigureRedisInstrumentation(_ => { })
            .AddInstrumentation(services => services.GetRequiredService<StackExchangeRedisInstrumentation>()));
        builder.Services.Configure<StackExchangeRedisInstrumentationOptions>(redis =>
        {
            // The request of a probe, or the ingress's for the slots, has an activity too, but one that is not recorded.
            redis.Filter = command => command.ParentActivity is { Recorded: true };
            // Commands are kept until then, the filtered ones too.
            redis.FlushInterval = TimeSpan.FromSeconds(1);
        });
        builder.Services.AddHostedService<Connect>();
    }

    /// <summary>
    /// AddRedisInstrumentation would connect to Redis while the program is still being put together, where a missing connection string
    /// is a stack trace; here it is the one line of RunToExitCodeAsync.
    /// </summary>
    private sealed class Connect(StackExchangeRedisInstrumentation instrumentation, IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (services.GetService<IConnectionMultiplexer>() is { } redis)
            {
                instrumentation.AddConnection(redis);
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
