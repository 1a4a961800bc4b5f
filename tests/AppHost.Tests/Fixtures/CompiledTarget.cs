using System.Reflection;

namespace AspireChat.AppHost.Tests.Fixtures;

/// <summary>The deployment target that the AppHost was built with, by the environment variable Deployment.</summary>
internal static class CompiledTarget
{
    /// <param name="target">Its class in the AppHost: ContainerApps, Compose, Kubernetes, or PlainManifest for none.</param>
    public static bool Is(string target) => typeof(Projects.AppHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(one => one.Key == "CompiledTarget" && one.Value == target);
}
