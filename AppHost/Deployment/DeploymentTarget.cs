namespace AspireChat.AppHost.Deployment;

/// <summary>Where the cluster runs. Holds what differs between targets, so that AppHost.cs reads the same for all.</summary>
internal abstract class DeploymentTarget
{
    /// <summary>The port on which a process listens when it has an address of its own.</summary>
    public const int Port = 8080;

    /// <summary>The user of .NET's images (APP_UID), by number: platforms that forbid root look at the number.</summary>
    protected const int ProcessUser = 1654;

    /// <summary>The user nginx of its image: see Ingress/Dockerfile.</summary>
    protected const int IngressUser = 101;

    /// <summary>The user redis of its image, which owns the data. The image only changes to it itself if it starts as root.</summary>
    protected const int RedisUser = 999;

    /// <summary>
    /// How long a process may take to stop. A draining chat node takes up to 3 + 20 s (Chat:Node:DrainNotice, DrainLimit), and then still
    /// has to close the remaining connections.
    /// </summary>
    protected static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The address ranges that platforms use for their workloads: RFC 1918, and RFC 6598 for carriers' networks.</summary>
    public static IReadOnlyList<string> PrivateNetworks { get; } = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

    /// <summary>The proxies in front of the ingress, as address ranges separated by spaces; null if clients reach it directly.</summary>
    public virtual string? TrustedProxies => null;

    /// <summary>This machine during development, otherwise the target that AppHost.csproj compiled in.</summary>
    public static DeploymentTarget Add(IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode ? new ThisMachine() : new CompiledTarget(builder);

    /// <summary>The ingress's public port, or null where the platform chooses it.</summary>
    public abstract int? PublicPort(ClusterSettings settings);

    /// <summary>Adds a Redis that persists what it acknowledged, with a user for each role where the platform has users.</summary>
    public abstract ClusterRedis AddRedis(IDistributedApplicationBuilder builder, string name);

    /// <summary>Configures how a process runs there.</summary>
    public virtual void PlaceProcess(IResourceBuilder<ProjectResource> process)
    {
    }

    /// <summary>Configures how the ingress runs there.</summary>
    public virtual void PlaceIngress(IResourceBuilder<ContainerResource> ingress)
    {
    }
}
