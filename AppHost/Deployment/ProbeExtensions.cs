#pragma warning disable ASPIREPROBES001 // Probes are marked as experimental in Aspire 13.

namespace AspireChat.AppHost.Deployment;

/// <summary>The probes of a platform that has them.</summary>
internal static class ProbeExtensions
{
    /// <summary>Takes a process that is not ready, or draining, out of the way; restarts one that does not answer.</summary>
    public static IResourceBuilder<ProjectResource> WithProbes(this IResourceBuilder<ProjectResource> process) => process
        .WithHttpProbe(ProbeType.Readiness, "/health", periodSeconds: 5, failureThreshold: 2, endpointName: "http")
        .WithHttpProbe(ProbeType.Liveness, "/alive", initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 3, endpointName: "http");
}
