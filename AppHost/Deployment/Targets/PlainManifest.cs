using System.Globalization;

namespace AspireChat.AppHost.Deployment.Targets;

/// <summary>
/// Compiled in if no target is chosen: the manifest that <c>--publisher manifest</c> writes, in a form that azd can deploy.
/// </summary>
internal sealed class PlainManifest : DeploymentTarget
{
    public const DeploymentKind Kind = DeploymentKind.None;

    // Takes the builder as every target does, but a manifest needs nothing from it.
    public PlainManifest(IDistributedApplicationBuilder _)
    {
    }

    /// <summary>azd deploys to Container Apps, whose own ingress has an address in the environment's network.</summary>
    public override string TrustedProxies => string.Join(' ', PrivateNetworks);

    /// <summary>azd refuses any port but 80.</summary>
    public override int? PublicPort(ClusterSettings settings) => null;

    public override ClusterRedis AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddRedis(name).WithDataVolume("redis-data").WithUsers();

    // As TCP, which azd recognises by the scheme: Container Apps routes http by the Host header, and nginx passes on the public one.
    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.WithEndpoint("http", endpoint => endpoint.UriScheme = endpoint.Transport = "tcp")
            .WithEnvironment("HTTP_PORTS", Port.ToString(CultureInfo.InvariantCulture));
}
