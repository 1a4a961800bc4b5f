using Microsoft.AspNetCore.HttpOverrides;
using Yarp.ReverseProxy.LoadBalancing;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The parts of <see cref="YarpIngress"/>, in the form ASP.NET Core programs are composed of.</summary>
internal static class YarpIngressExtensions
{
    public static void AddYarpIngress(this WebApplicationBuilder builder, YarpIngressOptions options)
    {
        builder.Services.AddRouting();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ChatSlots>();
        builder.Services.AddSingleton<IpHashPolicy>();
        builder.Services.AddSingleton<ILoadBalancingPolicy>(services => services.GetRequiredService<IpHashPolicy>());
        builder.Services.AddSingleton<NextSlot>();
        builder.Services.AddReverseProxy()
            .LoadFromMemory(IngressRoutes.Routes(options), IngressRoutes.Clusters(options, options.Slots))
            .ConfigureHttpClient((_, handler) => YarpIngress.ConfigureClient(handler));
    }

    public static void MapYarpIngress(this WebApplication app, YarpIngressOptions options)
    {
        app.Use((context, next) =>
        {
            // A dual-mode socket's name for an IPv4 client; everything behind here, and the nodes' logs, want the plain one.
            if (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped)
            {
                context.Connection.RemoteIpAddress = mapped.MapToIPv4();
            }

            return next(context);
        });
        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(ForwardedHeadersFrom(options.TrustedProxies));
        }

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

        // Closed also for other methods than the one the route takes, which would fall through to the page.
        app.Map("/v1/traces", () => Results.NotFound());
    }

    private static ForwardedHeadersOptions ForwardedHeadersFrom(IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        // No limit, as nginx's real_ip_recursive: the client is the last address that is not a trusted proxy.
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var network in proxies)
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        return forwarded;
    }
}
