#pragma warning disable ASPIRECERTIFICATES001 // Certificates are marked as experimental in Aspire 13.

namespace AspireChat.AppHost.Deployment;

/// <summary>
/// The developer's machine: nothing to publish, and no TLS between the parts. TLS would make Redis behave differently on machines
/// with a trusted development certificate, and on the others the dashboard would ask for one.
/// </summary>
internal sealed class ThisMachine : DeploymentTarget
{
    public override int? PublicPort(ClusterSettings settings) => settings.IngressPort;

    // Aspire names the volume after the folder of the sources, so that two copies do not share their rooms.
    public override ClusterRedis AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddRedis(name).WithDataVolume().WithoutHttpsCertificate().WithUsers();

    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) => process.WithoutHttpsCertificate();
}
