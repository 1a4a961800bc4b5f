using System.Diagnostics;

namespace AspireChat.Bench.Processes;

/// <summary>The packages of a Node.js program.</summary>
internal static class Npm
{
    /// <summary>Fetches them as the program's lock file has it, unless they are there.</summary>
    /// <exception cref="BenchException">They cannot be fetched.</exception>
    public static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
        {
            return;
        }

        var npm = Programs.Npm;
        Console.WriteLine($"npm ci in {folder} …");
        var install = new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder };
        using var process = Process.Start(install)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new BenchException(
                $"npm ci in {folder} failed with exit code {process.ExitCode}; to omit socket.io, use --only aspirechat plain");
        }
    }
}
