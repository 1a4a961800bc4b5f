using System.Reflection;
using System.Runtime.InteropServices;

namespace AspireChat.Bench.Processes;

/// <summary>Paths of the programs that the benchmark starts.</summary>
internal static class Programs
{
    /// <summary>The <c>dotnet</c> that runs this process.</summary>
    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static string LocalCluster => Built("LocalCluster");

    public static string PlainSignalR => Built("PlainSignalR");

    /// <summary>The socket.io node.</summary>
    public static string SocketIo => Built("SocketIo");

    public static string Node => Installed("node", "nodejs");

    public static string Npm => Installed("npm");

    public static string Nginx => Installed("nginx");

    public static string Redis => Installed("redis-server");

    /// <summary>Prefers the headless shell: the full browser's window would be measured too.</summary>
    public static string Chromium =>
        Environment.GetEnvironmentVariable("CHROMIUM") ?? Found("chromium-headless-shell") ?? Installed("chromium");

    private static string Built(string project)
    {
        // Written by Bench.csproj, relative to the folder of this assembly.
        var relative = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == project).Value!;
        var assembly = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, relative.Replace('\\', '/')));
        return File.Exists(assembly)
            ? assembly
            : throw new BenchException($"{assembly} is missing; build it: dotnet build -c Release bench/Bench");
    }

    private static string Installed(string program, string? package = null) => Found(program)
        ?? throw new BenchException(
            $"{program} is not installed; install it (Debian: apt-get install {package ?? program}) or put it into PATH.");

    private static string? Found(string program)
    {
        // Debian keeps nginx where only root's PATH looks.
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        string[] folders = [.. path.Split(':'), "/usr/sbin", "/usr/local/sbin", "/usr/local/bin"];
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
