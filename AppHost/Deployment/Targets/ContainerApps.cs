using Aspire.Hosting.Azure;
using Azure.Provisioning.AppContainers;
using Azure.Provisioning.RedisEnterprise;

namespace AspireChat.AppHost.Deployment.Targets;

/// <summary>Azure Container Apps with Azure Managed Redis: docs/decisions/0005-one-app-per-node.md.</summary>
internal sealed class ContainerApps : DeploymentTarget
{
    public const DeploymentKind Kind = DeploymentKind.Azure;

    // No process uses the platform's http ingress (see PlaceProcess), so there is nothing to upgrade to https.
    public ContainerApps(IDistributedApplicationBuilder builder) =>
        builder.AddAzureContainerAppEnvironment("containerapps").WithHttpsUpgrade(false);

    /// <summary>The platform's ingress has an address in the environment's network; nobody else reaches ours.</summary>
    public override string TrustedProxies => string.Join(' ', PrivateNetworks);

    /// <summary>The platform offers 80 and 443, and refuses any other port.</summary>
    public override int? PublicPort(ClusterSettings settings) => null;

    // With a key rather than a managed identity, so that the processes connect as they do to any Redis. It has no users with rights of
    // their own, so all processes have the same key.
    public override ClusterRedis AddRedis(IDistributedApplicationBuilder builder, string name) =>
        new(builder.AddAzureManagedRedis(name).WithAccessKeyAuthentication().ConfigureInfrastructure(azure =>
        {
            var database = azure.GetProvisionableResources().OfType<RedisEnterpriseDatabase>().Single();
            database.ClusteringPolicy = RedisEnterpriseClusteringPolicy.EnterpriseCluster;
            database.EvictionPolicy = RedisEnterpriseEvictionPolicy.NoEviction;
            database.Persistence = new RedisPersistenceSettings
            {
                IsAofEnabled = true,
                AofFrequency = PersistenceSettingAofFrequency.OneSecond,
            };
        }), new Dictionary<string, ReferenceExpression>());

    // As TCP: the platform routes http by the Host header, and nginx passes on the public one. ip_hash needs to address each node, so
    // each is an app with one replica.
    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.WithEndpoint("http", endpoint => endpoint.Transport = "tcp")
            .PublishAsAzureContainerApp((_, app) =>
            {
                app.Template.Scale.MinReplicas = 1;
                app.Template.Scale.MaxReplicas = 1;
                app.Template.TerminationGracePeriodSeconds = (long)StopTimeout.TotalSeconds;
            });

    // Two replicas, so that one may fail: ip_hash picks the same node in both.
    public override void PlaceIngress(IResourceBuilder<ContainerResource> ingress) =>
        ingress.PublishAsAzureContainerApp((_, app) =>
        {
            app.Template.Scale.MinReplicas = 2;
            app.Template.Scale.MaxReplicas = 2;
        });
}
