using AspireChat.AppHost.Deployment;

namespace AspireChat.AppHost;

/// <summary>Sets the environment variables of the ingress's image, which Ingress/start.sh describes.</summary>
internal static class IngressExtensions
{
    private const string OtlpKey = "x-otlp-api-key=";

    /// <summary>
    /// Lists every slot for a node, in order. A slot without a resource is down until a deployment has more nodes.
    /// </summary>
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

    /// <summary>Groups the processes behind the ingress under it on the dashboard.</summary>
    public static IResourceBuilder<ContainerResource> InFrontOf(
        this IResourceBuilder<ContainerResource> ingress, params IEnumerable<IResourceBuilder<ProjectResource>> processes)
    {
        foreach (var process in processes)
        {
            process.WithParentRelationship(ingress);
        }

        return ingress;
    }

    /// <summary>
    /// Tells the ingress or a process the address of a process. Does not use the endpoint's own URL, since in a deployment its scheme is
    /// the platform's, not the process's.
    /// </summary>
    public static IResourceBuilder<T> WithAddress<T>(
        this IResourceBuilder<T> resource, string variable, IResourceBuilder<ProjectResource> process)
        where T : IResourceWithEnvironment =>
        resource.WithEnvironment(variable, $"http://{process.GetEndpoint("http").Property(EndpointProperty.HostAndPort)}");

    /// <summary>
    /// Lets browsers send their spans through the ingress to the dashboard, which requires a key that only the ingress knows.
    /// Does nothing unless the dashboard accepts OTLP over HTTP.
    /// </summary>
    public static IResourceBuilder<ContainerResource> WithBrowserTelemetry(this IResourceBuilder<ContainerResource> ingress)
    {
        if (!AcceptsBrowserTelemetry(ingress.ApplicationBuilder))
        {
            return ingress;
        }

        return ingress.WithOtlpExporter(OtlpProtocol.HttpProtobuf).WithEnvironment(context =>
        {
            // Aspire sets these for every process that exports, here with the address as seen from the container.
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

    /// <summary>Lets the page record the traces that <see cref="WithBrowserTelemetry"/> forwards.</summary>
    public static IResourceBuilder<ProjectResource> WithBrowserTraces(this IResourceBuilder<ProjectResource> web) =>
        AcceptsBrowserTelemetry(web.ApplicationBuilder) ? web.WithEnvironment("Web__BrowserTraces", "1") : web;

    /// <summary>
    /// During development: "view as network A/B/C". A container sees every browser on this machine at its gateway's address, so
    /// ip_hash would put them all on one node.
    /// </summary>
    public static IResourceBuilder<ContainerResource> WithNetworks(this IResourceBuilder<ContainerResource> ingress) =>
        ingress.ApplicationBuilder.ExecutionContext.IsRunMode ? ingress.WithEnvironment("NETWORKS", "on") : ingress;

    /// <summary>Sets from which addresses the ingress trusts X-Forwarded-For.</summary>
    public static IResourceBuilder<ContainerResource> WithTrustedProxies(
        this IResourceBuilder<ContainerResource> ingress, ClusterSettings settings, DeploymentTarget target) =>
        (settings.TrustedProxies ?? target.TrustedProxies) is { Length: > 0 } ranges
            ? ingress.WithEnvironment("TRUSTED_PROXIES", ranges)
            : ingress;

    /// <summary>
    /// Lets a process trust the ingress about a client's address; otherwise all clients would share one rate limit. In a deployment
    /// the ingress has some address in the platform's own network, and nobody else reaches the process. On this machine it has the
    /// loopback address, which is always trusted.
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

    private static bool AcceptsBrowserTelemetry(IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode && builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] is { Length: > 0 };
}
