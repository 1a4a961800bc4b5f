using System.Text.RegularExpressions;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using KubernetesDeployment = Aspire.Hosting.Kubernetes.Resources.Deployment;

namespace AspireChat.AppHost.Deployment.Targets;

/// <summary>Kubernetes, as a Helm chart.</summary>
internal sealed partial class Kubernetes : DeploymentTarget
{
    public const DeploymentKind Kind = DeploymentKind.Kubernetes;

    public Kubernetes(IDistributedApplicationBuilder builder) =>
        builder.AddKubernetesEnvironment("kubernetes").WithProperties(kubernetes =>
        {
            // Aspire's default, emptyDir, is deleted with its pod, and the rooms with it.
            kubernetes.DefaultStorageType = "pvc";
            kubernetes.DefaultStorageSize = "8Gi";
        });

    public override int? PublicPort(ClusterSettings settings) => 80;

    public override ClusterRedis AddRedis(IDistributedApplicationBuilder builder, string name) =>
        builder.AddRedis(name).WithDataVolume("redis-data").PublishAsKubernetesService(resource =>
        {
            ((StatefulSet)resource.Workload!).Spec.ServiceName = resource.Service!.Metadata.Name;
            Confine(resource.Workload!, RedisUser);
            RefuseWithoutSecrets(resource);
        }).WithUsers();

    public override void PlaceProcess(IResourceBuilder<ProjectResource> process) =>
        process.PublishAsKubernetesService(resource =>
        {
            var deployment = (KubernetesDeployment)resource.Workload!;
            NewBeforeOld(deployment);
            Confine(deployment, ProcessUser);
            RefuseWithoutSecrets(resource);
            deployment.PodTemplate.Spec.TerminationGracePeriodSeconds = (long)StopTimeout.TotalSeconds;
            foreach (var container in deployment.PodTemplate.Spec.Containers)
            {
                AcceptProbe(container.ReadinessProbe);
                AcceptProbe(container.LivenessProbe);
            }
        });

    public override void PlaceIngress(IResourceBuilder<ContainerResource> ingress) =>
        ingress.PublishAsKubernetesService(resource =>
        {
            NewBeforeOld((KubernetesDeployment)resource.Workload!);
            Confine(resource.Workload!, IngressUser);
            var service = resource.Service!.Spec;
            service.Type = "LoadBalancer";
            // Otherwise kube-proxy replaces the client's address with its own, and ip_hash sees few clients.
            service.ExternalTrafficPolicy = "Local";
        });

    /// <summary>
    /// Not as root, and nothing but its volumes and /tmp can be written: what the Pod Security Standard "restricted" asks for, and more.
    /// </summary>
    private static void Confine(Workload workload, int user)
    {
        var pod = workload.PodTemplate.Spec;
        pod.SecurityContext = new PodSecurityContextV1
        {
            RunAsNonRoot = true,
            RunAsUser = user,
            RunAsGroup = user,
            FsGroup = user, // Volumes are root's otherwise.
            SeccompProfile = new SeccompProfileV1 { Type = "RuntimeDefault" },
        };
        pod.Volumes.Add(new VolumeV1 { Name = "tmp", EmptyDir = new EmptyDirVolumeSourceV1() });
        foreach (var container in pod.Containers)
        {
            container.SecurityContext = new SecurityContextV1
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new CapabilitiesV1 { Drop = { "ALL" } },
            };
            container.VolumeMounts.Add(new VolumeMountV1 { Name = "tmp", MountPath = "/tmp" });
        }
    }

    /// <summary>Each deployment has one pod, so Aspire's default of one unavailable pod would mean an outage during an update.</summary>
    private static void NewBeforeOld(KubernetesDeployment deployment) =>
        deployment.Spec.Strategy.RollingUpdate = new RollingUpdateDeploymentV1 { MaxSurge = 1, MaxUnavailable = 0 };

    /// <summary>Lets <c>helm</c> name a secret that is missing. Otherwise it would pass on an empty one.</summary>
    private static void RefuseWithoutSecrets(KubernetesResource resource)
    {
        foreach (var (key, value) in resource.Secret?.StringData.ToList() ?? [])
        {
            resource.Secret!.StringData[key] = SecretValue().Replace(
                value, "{{ required `set secrets.$1 in secrets.yaml` .Values.secrets.$1 }}");
        }
    }

    [GeneratedRegex(@"\{\{ \.Values\.secrets\.([A-Za-z0-9_.]+) \}\}")]
    private static partial Regex SecretValue();

    /// <summary>Aspire 13 writes the scheme in lower case; the API server accepts upper case only.</summary>
    private static void AcceptProbe(ProbeV1? probe)
    {
        if (probe?.HttpGet is { } get)
        {
            get.Scheme = get.Scheme.ToUpperInvariant();
        }
    }
}
