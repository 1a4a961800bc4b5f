using AspireChat.AppHost.Deployment;

namespace AspireChat.AppHost;

/// <summary>What the ingress's image wants to know; its variables are described in Ingress/start.sh.</summary>
internal static class IngressExtensions
{
    private const string OtlpKey = "x-otlp-api-key=";

    /// <summary>Lists every place a node can have, in order. A place without a resource is down until a deployment has more nodes.</summary>
    public static IResourceBuilder<ContainerResource> WithChatNodes(
        this IResourceBuilder<ContainerResource> ingress, IReadOnlyList<IResourceBuilder<ProjectResource>> nodes, ClusterSettings settings)
    {
        var list = new ReferenceExpressionBuilder();
        foreach (var (slot, index) in settings.Slots.Select((slot, index) => (slot, index)))
        {
            list.AppendLiteral(index == 0 ? $"{slot.Name}=" : $" {slot.Name}=");
            if (index < nodes.Count)
            {
                list.AppendFormatted(nodes[index].GetEndpoint("http").Property(EndpointProperty.HostAndPort));
            }
            else
            {
                list.AppendLiteral($"{slot.Name}:{DeploymentTarget.Port}");
            }
        }

        return ingress.WithEnvironment("CHAT_NODES", list.Build());
    }

    /// <summary>Groups what clients reach through the ingress under it on the dashboard.</summary>
    public static IResourceBuilder<ContainerResource> InFrontOf(
        this IResourceBuilder<ContainerResource> ingress, params IEnumerable<IResourceBuilder<ProjectResource>> processes)
    {
        foreach (var process in processes)
        {
            process.WithParentRelationship(ingress);
        }

        return ingress;
    }

    /// <summary>Tells the ingress the address of a process. Not the endpoint's own URL, whose scheme in a deployment is the platform's, not the process's.</summary>
    public static IResourceBuilder<ContainerResource> WithAddress(
        this IResourceBuilder<ContainerResource> ingress, string variable, IResourceBuilder<ProjectResource> process) =>
        ingress.WithEnvironment(variable, $"http://{process.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}");

    /// <summary>
    /// Lets browsers send their spans through the ingress to the dashboard, which wants a key that only the ingress knows.
    /// Nothing without a dashboard that takes OTLP over HTTP.
    /// </summary>
    public static IResourceBuilder<ContainerResource> WithBrowserTelemetry(this IResourceBuilder<ContainerResource> ingress)
    {
        if (!TakesBrowserTelemetry(ingress.ApplicationBuilder))
        {
            return ingress;
        }

        return ingress.WithOtlpExporter(OtlpProtocol.HttpProtobuf).WithEnvironment(context =>
        {
            // As Aspire tells every process that exports, as seen from the container.
            if (context.EnvironmentVariables.TryGetValue("OTEL_EXPORTER_OTLP_ENDPOINT", out var endpoint))
            {
                context.EnvironmentVariables["TELEMETRY"] = endpoint;
            }

            if (context.EnvironmentVariables.TryGetValue("OTEL_EXPORTER_OTLP_HEADERS", out var headers)
                && headers is string text && text.StartsWith(OtlpKey, StringComparison.Ordinal))
            {
                context.EnvironmentVariables["TELEMETRY_KEY"] = text[OtlpKey.Length..];
            }
        });
    }

    /// <summary>Lets the page record the traces that <see cref="WithBrowserTelemetry"/> leads on.</summary>
    public static IResourceBuilder<ProjectResource> WithBrowserTraces(this IResourceBuilder<ProjectResource> web) =>
        TakesBrowserTelemetry(web.ApplicationBuilder) ? web.WithEnvironment("Web__BrowserTraces", "1") : web;

    /// <summary>
    /// While developing: "view as network A/B/C". A container sees its gateway's address for every browser of this machine, and ip_hash
    /// would put them all on one node.
    /// </summary>
    public static IResourceBuilder<ContainerResource> WithNetworks(this IResourceBuilder<ContainerResource> ingress) =>
        ingress.ApplicationBuilder.ExecutionContext.IsRunMode ? ingress.WithEnvironment("NETWORKS", "on") : ingress;

    /// <summary>Whose X-Forwarded-For the ingress believes.</summary>
    public static IResourceBuilder<ContainerResource> WithTrustedProxies(
        this IResourceBuilder<ContainerResource> ingress, ClusterSettings settings, DeploymentTarget target) =>
        (settings.TrustedProxies ?? target.TrustedProxies) is { Length: > 0 } ranges
            ? ingress.WithEnvironment("TRUSTED_PROXIES", ranges)
            : ingress;

    /// <summary>
    /// Lets a process believe the ingress about a client's address; otherwise all clients would share its limits. In a
    /// deployment the ingress has some address of the platform's own network, and nobody else reaches the process; here it is loopback, which is believed anyway.
    /// </summary>
    public static IResourceBuilder<ProjectResource> BehindIngress(this IResourceBuilder<ProjectResource> process, string section)
    {
        if (process.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            foreach (var (range, index) in DeploymentTarget.PrivateNetworks.Select((range, index) => (range, index)))
            {
                process.WithEnvironment($"{section}__TrustedProxies__{index}", range);
            }
        }

        return process;
    }

    private static bool TakesBrowserTelemetry(IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode && builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] is { Length: > 0 };
}
