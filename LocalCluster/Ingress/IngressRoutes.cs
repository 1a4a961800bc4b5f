using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The routes of Ingress/nginx.conf.template, as YARP's configuration.</summary>
internal static class IngressRoutes
{
    public const string NegotiateCluster = "chat-negotiate";

    /// <summary>A frozen node accepts and does not answer. A negotiate is small, so no answer for this long means frozen.</summary>
    private static readonly TimeSpan NegotiateTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Maximum silence on a live connection. SignalR's pings come far more often.</summary>
    private static readonly TimeSpan LiveTimeout = TimeSpan.FromHours(1);

    public static IReadOnlyList<RouteConfig> Routes(YarpIngressOptions options)
    {
        List<RouteConfig> routes =
        [
            Route("negotiate", NegotiateCluster, "/hubs/{hub}/negotiate", maxBody: 1 << 20),
            Route("hubs", "chat", "/hubs/{**rest}", maxBody: 1 << 20),
            Route("web", "web", "/{**rest}"),
            // Web limits the size of attachments; -1: the ingress sets no limit of its own.
            Route("files", "web", "/api/files", maxBody: -1),
        ];
        if (options.AdminNode is not null)
        {
            routes.Add(Route("admin", "adminnode", "/api/admin/{**rest}"));
        }

        if (options.Telemetry is not null)
        {
            var traces = Route("traces", "telemetry", "/v1/traces", maxBody: 1 << 20) with
            {
                Match = new RouteMatch { Path = "/v1/traces", Methods = ["POST"] },
            };
            routes.Add(options.TelemetryKey is null ? traces : traces with
            {
                Transforms = [new Dictionary<string, string> { ["RequestHeader"] = "x-otlp-api-key", ["Set"] = options.TelemetryKey }],
            });
        }

        return routes;
    }

    public static IReadOnlyList<ClusterConfig> Clusters(YarpIngressOptions options, IReadOnlyList<IngressSlot> slots)
    {
        // All slots, up or down: the policy chooses among them, so a node that comes or goes changes nothing in YARP's
        // configuration, and no connection is affected.
        var nodes = slots.ToDictionary(slot => slot.Name, slot => new DestinationConfig { Address = slot.Address.AbsoluteUri });
        List<ClusterConfig> clusters =
        [
            Cluster("chat", nodes, LiveTimeout) with { LoadBalancingPolicy = IpHashPolicy.PolicyName },
            Cluster(NegotiateCluster, nodes, NegotiateTimeout) with { LoadBalancingPolicy = IpHashPolicy.PolicyName },
            Cluster("web", options.Web),
        ];
        if (options.AdminNode is not null)
        {
            clusters.Add(Cluster("adminnode", options.AdminNode));
        }

        if (options.Telemetry is not null)
        {
            clusters.Add(Cluster("telemetry", options.Telemetry));
        }

        return clusters;
    }

    private static RouteConfig Route(string id, string cluster, string path, long? maxBody = null) => new()
    {
        RouteId = id,
        ClusterId = cluster,
        Match = new RouteMatch { Path = path },
        MaxRequestBodySize = maxBody,
        // The nodes see the public host name, as behind nginx. YARP sets X-Forwarded-* and never appends to what a client sent.
        Transforms = [new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" }],
    };

    private static ClusterConfig Cluster(string id, Uri address) =>
        Cluster(id, new() { [id] = new DestinationConfig { Address = address.AbsoluteUri } }, TimeSpan.FromSeconds(100));

    private static ClusterConfig Cluster(string id, Dictionary<string, DestinationConfig> destinations, TimeSpan activity) => new()
    {
        ClusterId = id,
        Destinations = destinations,
        HttpRequest = new ForwarderRequestConfig
        {
            // Plain HTTP/1.1 like nginx; WebSockets need it.
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = activity,
        },
    };
}
