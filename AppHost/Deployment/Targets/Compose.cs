using System.Globalization;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace AspireChat.AppHost.Deployment.Targets;

/// <summary>Docker Compose, on one machine.</summary>
internal sealed class Compose : DeploymentTarget
{
    public const DeploymentKind Kind = DeploymentKind.Compose;

    private static readonly string[] Secrets =
    [
        "SIGNING_KEY", "ADMIN_SIGNING_KEY", "ADMIN_KEY", "REDIS_PASSWORD",
        "SECOND_SIGNING_KEY", "SECOND_ADMIN_SIGNING_KEY", "SECOND_ADMIN_KEY",
    ];

    public Compose(IDistributedApplicationBuilder builder) =>
        builder.AddDockerComposeEnvironment("compose").ConfigureComposeFile(RefuseWithoutSecrets);

    public override int? PublicPort(ClusterSettings settings) => settings.IngressPort;

    public override IResourceBuilder<IResourceWithConnectionString> AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddRedis(name).WithDataVolume("redis-data").WithAppendOnlyFile()
            .PublishAsDockerComposeService((_, service) => KeepRunning(service));

    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.PublishAsDockerComposeService((_, service) => KeepRunning(service));

    public override void PlaceIngress(IResourceBuilder<ContainerResource> ingress) =>
        ingress.PublishAsDockerComposeService((_, service) => service.Restart = "unless-stopped");

    /// <summary>By default Compose does not restart a service after a reboot, and kills a stopping one after 10 s.</summary>
    private static void KeepRunning(Service service)
    {
        service.Restart = "unless-stopped";
        service.StopGracePeriod = StopTimeout.TotalSeconds.ToString("0's'", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Lets <c>docker compose up</c> name a secret that is missing in the .env file. Otherwise it would pass on an empty one, which for
    /// Redis means no password.
    /// </summary>
    private static void RefuseWithoutSecrets(ComposeFile file)
    {
        foreach (var environment in file.Services.Values.Select(service => service.Environment))
        {
            foreach (var (key, value) in environment.ToList())
            {
                environment[key] = Secrets.Aggregate(value, (text, secret) =>
                    text.Replace($"${{{secret}}}", $"${{{secret}:?set it in .env (openssl rand -hex 24)}}", StringComparison.Ordinal));
            }
        }
    }
}
