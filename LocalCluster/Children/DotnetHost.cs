using System.Runtime.InteropServices;

namespace AspireChat.LocalCluster.Children;

/// <summary>The <c>dotnet</c> that runs this process, which need not be the one in PATH.</summary>
internal static class DotnetHost
{
    // …/shared/Microsoft.NETCore.App/10.0.1/ → …/dotnet
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
