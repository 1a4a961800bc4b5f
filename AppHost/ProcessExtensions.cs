#pragma warning disable ASPIREPROBES001 // Probes are marked as experimental in Aspire 13.

using AspireChat.AppHost.Deployment;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace AspireChat.AppHost;

/// <summary>What all processes of the cluster have in common.</summary>
internal static class ProcessExtensions
{
    /// <summary>Adds a process of the cluster: an HTTP endpoint, health, and its place in a deployment.</summary>
    /// <remarks>
    /// Does not use the launch profile: its one port would silently clash between several resources of one project, and in a
    /// deployment it adds an https endpoint without a certificate. So what it would set is set here.
    /// </remarks>
    public static IResourceBuilder<ProjectResource> AddProcess<TProject>(
        this IDistributedApplicationBuilder builder, string name, DeploymentTarget target)
        where TProject : IProjectMetadata, new()
    {
        var process = builder.AddProject<TProject>(name, project => project.ExcludeLaunchProfile = true)
            .WithHttpEndpoint(targetPort: builder.ExecutionContext.IsPublishMode ? DeploymentTarget.Port : null)
            .WithProbes()
            .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
        if (builder.ExecutionContext.IsRunMode)
        {
            process.WithEnvironment("DOTNET_ENVIRONMENT", builder.Environment.EnvironmentName);
        }

        target.PlaceProcess(process);
        return process;
    }

    /// <summary>
    /// Ready (not draining, Redis reachable) and alive. Here, resources that wait for the process check both; a platform with probes
    /// sends no traffic to a process that is not ready, and restarts one that does not respond.
    /// </summary>
    private static IResourceBuilder<ProjectResource> WithProbes(this IResourceBuilder<ProjectResource> process) => process
        .WithHttpProbe(ProbeType.Readiness, "/health", periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2, endpointName: "http")
        .WithHttpProbe(
            ProbeType.Liveness, "/alive", initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3,
            endpointName: "http");

    /// <summary>Adds a secret that is generated at the first start and kept, so that tokens and rooms outlive the AppHost.</summary>
    public static IResourceBuilder<ParameterResource> AddSecret(
        this IDistributedApplicationBuilder builder, string name, string description) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true)
            .WithDescription(description, enableMarkdown: true);

    /// <summary>
    /// While a key is being changed (docs/operations.md, "Changing the keys"): passes on the secret <c>second-NAME</c>, if it is set.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithSecondKey(
        this IResourceBuilder<ProjectResource> process, string variable, IResourceBuilder<ParameterResource> key)
    {
        var name = $"second-{key.Resource.Name}";
        var builder = process.ApplicationBuilder;
        // In the environment a name has underscores.
        string[] spellings = [name, name.Replace('-', '_')];
        if (spellings.All(spelling => string.IsNullOrEmpty(builder.Configuration[$"Parameters:{spelling}"])))
        {
            return process;
        }

        var second = builder.Resources.OfType<ParameterResource>().FirstOrDefault(one => one.Name == name);
        return process.WithEnvironment(
            variable, second is null ? builder.AddParameter(name, secret: true) : builder.CreateResourceBuilder(second));
    }

    /// <summary>
    /// Waits for Redis and passes on the connection string of a user. Where Redis has no users, it is the resource's, and nothing else: by
    /// default Aspire also passes the address, the port and the password in variables of their own, which no process here reads.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithConnection(
        this IResourceBuilder<ProjectResource> process, ClusterRedis redis, string user)
    {
        process.WaitFor(redis.Resource);
        return redis.Connections.TryGetValue(user, out var connection)
            ? process.WithEnvironment("ConnectionStrings__redis", connection).WithReferenceRelationship(redis.Resource)
            : process.WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString).WithReference(redis.Resource);
    }

    /// <summary>
    /// Passes on a section of the AppHost's own configuration, such as Chat__Limits__SendsPerSecond in Chat.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithSettings(
        this IResourceBuilder<ProjectResource> process, IConfiguration configuration, string section)
    {
        foreach (var (key, value) in configuration.GetSection(section).AsEnumerable())
        {
            // The model sets these itself, for each process.
            if (value is not null && key is not ("Chat:Node:Name" or "Chat:Node:AdminNode")
                && !key.EndsWith("Key", StringComparison.Ordinal))
            {
                process.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
            }
        }

        return process;
    }

    /// <summary>If <paramref name="onDemand"/>, leaves starting the resource to <em>Start</em> on the dashboard.</summary>
    public static IResourceBuilder<ProjectResource> StartedOnDemand(this IResourceBuilder<ProjectResource> process, bool onDemand) =>
        onDemand ? process.WithExplicitStart() : process;

    /// <summary>Waits until all <paramref name="others"/> are healthy.</summary>
    public static IResourceBuilder<T> WaitForAll<T>(this IResourceBuilder<T> resource, IEnumerable<IResourceBuilder<IResource>> others)
        where T : IResourceWithWaitSupport
    {
        foreach (var other in others)
        {
            resource.WaitFor(other);
        }

        return resource;
    }
}
