using System.Globalization;

namespace AspireChat.AppHost.Deployment.Targets;

/// <summary>
/// Compiled in when no target is chosen: the manifest that <c>--publisher manifest</c> writes, in the form in which azd can deploy it.
/// </summary>
internal sealed class PlainManifest : DeploymentTarget
{
    public const DeploymentKind Kind = DeploymentKind.None;

    // Takes the builder as every target does; a manifest needs nothing added.
    public PlainManifest(IDistributedApplicationBuilder _)
    {
    }

    /// <summary>azd deploys to Container Apps, whose own ingress has an address of the environment's network.</summary>
    public override string TrustedProxies => string.Join(' ', PrivateNetworks);

    /// <summary>azd refuses any but 80.</summary>
    public override int? PublicPort(ClusterSettings settings) => null;

    public override IResourceBuilder<IResourceWithConnectionString> AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddRedis(name).WithDataVolume("redis-data").WithAppendOnlyFile();

    // As TCP, which azd tells by the scheme: http within Container Apps is routed by the Host header, and nginx hands on the public one.
    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.WithEndpoint("http", endpoint => endpoint.UriScheme = endpoint.Transport = "tcp").WithEnvironment("HTTP_PORTS", Port.ToString(CultureInfo.InvariantCulture));
}
