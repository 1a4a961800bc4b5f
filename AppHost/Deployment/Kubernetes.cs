namespace AspireChat.AppHost.Deployment;

/// <summary>Kubernetes, as a Helm chart.</summary>
internal sealed class Kubernetes : DeploymentTarget
{
    public Kubernetes(IDistributedApplicationBuilder builder) =>
        builder.AddKubernetesEnvironment("kubernetes").WithProperties(kubernetes =>
        {
            // Aspire's default, emptyDir, goes with its pod, and the rooms with it.
            kubernetes.DefaultStorageType = "pvc";
            kubernetes.DefaultStorageSize = "8Gi";
        });

    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.WithProbes().PublishAsKubernetesService(resource =>
            resource.Workload!.PodTemplate.Spec.TerminationGracePeriodSeconds = (long)StopPatience.TotalSeconds);

    public override void PlaceIngress(IResourceBuilder<ContainerResource> ingress) =>
        ingress.PublishAsKubernetesService(resource =>
        {
            resource.Service!.Spec.Type = "LoadBalancer";
            // Else a kube-proxy on the way puts its own address in place of the client's, and ip_hash sees few clients.
            resource.Service.Spec.ExternalTrafficPolicy = "Local";
        });
}
