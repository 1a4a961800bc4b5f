using AspireChat.Testing;

namespace AspireChat.Template.Tests;

/// <summary>Runs the .NET SDK's commands and fails with their output.</summary>
internal static class DotnetCommand
{
    /// <summary>What the test's own SDK sets for its child processes, and must not reach another build.</summary>
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["MSBuildSDKsPath"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBUILDNODECONNECTIONID"] = null,
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["Deployment"] = null,
    };

    public static async Task<string> RunAsync(string folder, TimeSpan limit, params string[] arguments)
    {
        await using var process = Start(folder, arguments);
        await process.WaitForExitAsync(limit);
        return process.ExitCode == 0
            ? process.Output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} in {folder}\n{process.Output}");
    }

    public static ServerProcess Start(string folder, params string[] arguments) =>
        ServerProcess.Start("dotnet", arguments, Environment, folder);
}
