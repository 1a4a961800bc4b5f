using System.Globalization;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace AspireChat.AppHost.Deployment.Targets;

/// <summary>Docker Compose, on one machine.</summary>
internal sealed class Compose : DeploymentTarget
{
    public const DeploymentKind Kind = DeploymentKind.Compose;

    /// <summary>The volume of the attachments.</summary>
    private const string Attachments = "attachments";

    private static readonly string[] Secrets =
    [
        "SIGNING_KEY", "ADMIN_SIGNING_KEY", "ADMIN_KEY",
        "REDIS_PASSWORD", "REDIS_NODE_PASSWORD", "REDIS_ADMINNODE_PASSWORD", "REDIS_WEB_PASSWORD",
        "SECOND_SIGNING_KEY", "SECOND_ADMIN_SIGNING_KEY", "SECOND_ADMIN_KEY",
    ];

    public Compose(IDistributedApplicationBuilder builder) =>
        builder.AddDockerComposeEnvironment("compose").ConfigureComposeFile(file =>
        {
            file.AddVolume(new Volume { Name = Attachments, Driver = "local" });
            RefuseWithoutSecrets(file);
        });

    public override int? PublicPort(ClusterSettings settings) => settings.IngressPort;

    public override ClusterRedis AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddRedis(name).WithDataVolume("redis-data")
            .PublishAsDockerComposeService((_, service) =>
            {
                KeepRunning(service);
                Confine(service, RedisUser);
            })
            .WithUsers();

    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.PublishAsDockerComposeService((_, service) =>
        {
            KeepRunning(service);
            Confine(service, ProcessUser);
            if (process.Resource.Name == "web")
            {
                KeepAttachments(service);
            }
        });

    public override void PlaceIngress(IResourceBuilder<ContainerResource> ingress) =>
        ingress.PublishAsDockerComposeService((_, service) =>
        {
            service.Restart = "unless-stopped";
            Confine(service, IngressUser);
        });

    /// <summary>Not as root, and nothing but its volumes and /tmp can be written.</summary>
    private static void Confine(Service service, int user)
    {
        service.User = user.ToString(CultureInfo.InvariantCulture);
        service.ReadOnly = true;
        service.Tmpfs = ["/tmp"];
        service.CapDrop = ["ALL"];
        service.SecurityOpt = ["no-new-privileges:true"];
    }

    /// <summary>
    /// In a volume: /tmp is in memory. A new volume gets the owner of the folder in the image, which is the process's user.
    /// </summary>
    private static void KeepAttachments(Service web)
    {
        web.AddVolume(new Volume { Name = Attachments, Type = "volume", Source = Attachments, Target = "/home/app" });
        web.Environment["Web__Files__Folder"] = "/home/app/files";
    }

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
