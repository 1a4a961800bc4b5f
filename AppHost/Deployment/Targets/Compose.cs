using System.Globalization;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace AspireChat.AppHost.Deployment.Targets;

/// <summary>Docker Compose, on one machine.</summary>
internal sealed class Compose : DeploymentTarget
{
    public const DeploymentKind Kind = DeploymentKind.Compose;

    private static readonly string[] Secrets = ["SIGNING_KEY", "ADMIN_KEY", "REDIS_PASSWORD"];

    public Compose(IDistributedApplicationBuilder builder) =>
        builder.AddDockerComposeEnvironment("compose").ConfigureComposeFile(RefuseWithoutSecrets);

    public override int? PublicPort(ClusterSettings settings) => settings.IngressPort;

    public override IResourceBuilder<IResourceWithConnectionString> AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddRedis(name).WithDataVolume("redis-data").WithAppendOnlyFile().PublishAsDockerComposeService((_, service) => Stay(service));

    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.PublishAsDockerComposeService((_, service) => Stay(service));

    public override void PlaceIngress(IResourceBuilder<ContainerResource> ingress) =>
        ingress.PublishAsDockerComposeService((_, service) => service.Restart = "unless-stopped");

    /// <summary>Compose's own default leaves a service down after a restart of the machine, and kills a stopping one after 10 s.</summary>
    private static void Stay(Service service)
    {
        service.Restart = "unless-stopped";
        service.StopGracePeriod = StopPatience.TotalSeconds.ToString("0's'", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Lets <c>docker compose up</c> name a secret that the .env file lacks. Else an empty one is passed on, and for Redis that means none.
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
