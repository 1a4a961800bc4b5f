using System.Globalization;

namespace AspireChat.AppHost.Deployment;

/// <summary>Docker Compose, on one machine.</summary>
internal sealed class Compose : DeploymentTarget
{
    public Compose(IDistributedApplicationBuilder builder) => builder.AddDockerComposeEnvironment("compose");

    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.PublishAsDockerComposeService((_, service) =>
        {
            service.Restart = "unless-stopped";
            service.StopGracePeriod = StopPatience.TotalSeconds.ToString("0's'", CultureInfo.InvariantCulture);
        });

    public override void PlaceIngress(IResourceBuilder<ContainerResource> ingress) =>
        ingress.PublishAsDockerComposeService((_, service) => service.Restart = "unless-stopped");
}
