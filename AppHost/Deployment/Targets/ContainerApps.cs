using Aspire.Hosting.Azure;
using Azure.Provisioning.AppContainers;
using Azure.Provisioning.RedisEnterprise;

namespace AspireChat.AppHost.Deployment.Targets;

/// <summary>Azure Container Apps with Azure Managed Redis: docs/decisions/0005-one-app-per-node.md.</summary>
internal sealed class ContainerApps : DeploymentTarget
{
    public const DeploymentKind Kind = DeploymentKind.Azure;

    // Within the environment nothing listens on http as the platform means it (see PlaceProcess), so there is nothing to upgrade to https.
    public ContainerApps(IDistributedApplicationBuilder builder) =>
        builder.AddAzureContainerAppEnvironment("containerapps").WithHttpsUpgrade(false);

    /// <summary>The platform's ingress has an address of the environment's network; nobody else reaches ours.</summary>
    public override string TrustedProxies => string.Join(' ', PrivateNetworks);

    /// <summary>The platform has 80 and 443, and refuses any other.</summary>
    public override int? PublicPort(ClusterSettings settings) => null;

    // With a key rather than an identity, so that the processes connect as to any Redis.
    public override IResourceBuilder<IResourceWithConnectionString> AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddAzureManagedRedis(name).WithAccessKeyAuthentication().ConfigureInfrastructure(azure =>
        {
            var database = azure.GetProvisionableResources().OfType<RedisEnterpriseDatabase>().Single();
            database.ClusteringPolicy = RedisEnterpriseClusteringPolicy.EnterpriseCluster;
            database.EvictionPolicy = RedisEnterpriseEvictionPolicy.NoEviction;
            database.Persistence = new RedisPersistenceSettings { IsAofEnabled = true, AofFrequency = PersistenceSettingAofFrequency.OneSecond };
        });

    // As TCP, since the platform's http routes by Host header, and nginx hands on the public one. ip_hash needs each node on its own:
    // one app of one replica.
    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.WithEndpoint("http", endpoint => endpoint.Transport = "tcp")
            .PublishAsAzureContainerApp((_, app) =>
            {
                app.Template.Scale.MinReplicas = 1;
                app.Template.Scale.MaxReplicas = 1;
                app.Template.TerminationGracePeriodSeconds = (long)StopPatience.TotalSeconds;
            });

    // Two, so that one may fail: ip_hash gives the same answer in both.
    public override void PlaceIngress(IResourceBuilder<ContainerResource> ingress) =>
        ingress.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.Scale.MinReplicas = 2;
            app.Template.Scale.MaxReplicas = 2;
        });
}
