#pragma warning disable ASPIRECERTIFICATES001 // Certificates are marked as experimental in Aspire 13.

namespace AspireChat.AppHost.Deployment;

/// <summary>
/// The developer's machine: nothing to publish, and no TLS between the parts. With it Redis would be another one on machines that have a
/// trusted development certificate, and on the others the dashboard would ask for one.
/// </summary>
internal sealed class ThisMachine : DeploymentTarget
{
    public override int? PublicPort(ClusterSettings settings) => settings.IngressPort;

    // The volume's name is Aspire's, one for each place where the sources lie, so that two copies do not share their rooms.
    public override IResourceBuilder<IResourceWithConnectionString> AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddRedis(name).WithDataVolume().WithAppendOnlyFile().WithoutHttpsCertificate().WithPasswordDescription();

    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) => process.WithoutHttpsCertificate();
}
