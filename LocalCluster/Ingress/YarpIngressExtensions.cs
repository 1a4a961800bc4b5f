using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The parts of <see cref="YarpIngress"/>, in the form ASP.NET Core programs are composed of.</summary>
public static class YarpIngressExtensions
{
    /// <summary>A connect on one machine takes no time; longer means that nobody is there.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Adds the services.</summary>
    public static void AddYarpIngress(this WebApplicationBuilder builder, YarpIngressOptions options)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 10 << 20;
        });
        // Below a warning, the server and YARP log whole addresses, and with them the tokens in their queries.
        builder.Logging.AddFilter((_, level) => level >= LogLevel.Warning);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ChatSlots>();
        builder.Services.AddSingleton<IpHashPolicy>();
        builder.Services.AddSingleton<ILoadBalancingPolicy>(services => services.GetRequiredService<IpHashPolicy>());
        builder.Services.AddSingleton<NextSlot>();
        builder.Services.AddReverseProxy()
            .LoadFromMemory(IngressRoutes.Routes(options), IngressRoutes.Clusters(options, options.Slots))
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = ConnectTimeout;
                // Like nginx, pass the caller's traceparent on unchanged instead of adding a span that nobody exports.
                handler.ActivityHeadersPropagator = null;
            });
    }

    /// <summary>Adds the pipeline.</summary>
    public static void MapYarpIngress(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<YarpIngressOptions>();
        app.Services.GetRequiredService<ChatSlots>().Replace(options.Slots);
        app.Use((context, next) =>
        {
            // The form of an IPv4 client's address on a dual-mode socket; the rest of the pipeline and the nodes want the plain one.
            if (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped)
            {
                context.Connection.RemoteIpAddress = mapped.MapToIPv4();
            }

            return next(context);
        });
        var networks = new NetworkPrefix(options.Networks);
        app.Use(networks.Invoke);
        app.UseRouting();
        var nextSlot = app.Services.GetRequiredService<NextSlot>();
        app.MapReverseProxy(pipeline =>
        {
            pipeline.Use(nextSlot.Invoke);
            pipeline.UseLoadBalancing();
        });
        if (options.AdminNode is null)
        {
            app.Map("/api/admin/{**rest}", () => Results.NotFound());
        }

        // Also for methods that the route does not take; otherwise they would go to Web.
        app.Map("/v1/traces", () => Results.NotFound());
    }

    /// <summary>
    /// Applies the slots' new state to new clients, at once. Live connections stay, whatever happens to their slot. Thread-safe.
    /// </summary>
    /// <param name="app">The ingress.</param>
    /// <param name="slots">All slots, always in the same order, down ones included.</param>
    public static void UpdateYarpIngress(this WebApplication app, IReadOnlyList<IngressSlot> slots)
    {
        var chat = app.Services.GetRequiredService<ChatSlots>();
        var config = app.Services.GetRequiredService<InMemoryConfigProvider>();
        lock (chat)
        {
            var before = chat.All;
            if (chat.Replace(slots)
                && !before.Select(slot => (slot.Name, slot.Address)).SequenceEqual(slots.Select(slot => (slot.Name, slot.Address))))
            {
                var options = app.Services.GetRequiredService<YarpIngressOptions>();
                config.Update(IngressRoutes.Routes(options), IngressRoutes.Clusters(options, slots));
            }
        }
    }
}
