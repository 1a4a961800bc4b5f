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
    /// Not from the launch profile: its one port would clash, silently, between several resources of one project, and in a deployment
    /// it brings an https endpoint for which there is no certificate. So what it would set is set here.
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
    /// Ready (not draining, Redis within reach) and alive: what waits for the process here looks at both; a platform that has probes takes
    /// one that is not ready out of the way, and restarts one that does not answer.
    /// </summary>
    private static IResourceBuilder<ProjectResource> WithProbes(this IResourceBuilder<ProjectResource> process) => process
        .WithHttpProbe(ProbeType.Readiness, "/health", periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2, endpointName: "http")
        .WithHttpProbe(
            ProbeType.Liveness, "/alive", initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3, endpointName: "http");

    /// <summary>A secret that is made up at the first start here and kept, so that tokens and rooms outlive the AppHost.</summary>
    public static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name, string description) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true)
            .WithDescription(description, enableMarkdown: true);

    /// <summary>
    /// Waits for Redis and gets its connection string, and nothing else about it: by default Aspire also hands every process the
    /// address, the port and the password as variables of their own, which no process here reads.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithConnection(
        this IResourceBuilder<ProjectResource> process, IResourceBuilder<IResourceWithConnectionString> redis) => process
        .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString)
        .WithReference(redis)
        .WaitFor(redis);

    /// <summary>Hands on what the AppHost's own configuration says under a section, such as Chat__Limits__SendsPerSecond under Chat.</summary>
    public static IResourceBuilder<ProjectResource> WithSettings(
        this IResourceBuilder<ProjectResource> process, IConfiguration configuration, string section)
    {
        foreach (var (key, value) in configuration.GetSection(section).AsEnumerable())
        {
            // These the model itself gives, to each its own.
            if (value is not null && key is not ("Chat:SigningKey" or "Chat:AdminKey" or "Chat:Node:Name"))
            {
                process.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
            }
        }

        return process;
    }

    /// <summary>Declares a resource without starting it, where <paramref name="onDemand"/>: <em>Start</em> on the dashboard does.</summary>
    public static IResourceBuilder<ProjectResource> StartedOnDemand(this IResourceBuilder<ProjectResource> process, bool onDemand) =>
        onDemand ? process.WithExplicitStart() : process;

    /// <summary>Waits until every one of <paramref name="others"/> is healthy.</summary>
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
