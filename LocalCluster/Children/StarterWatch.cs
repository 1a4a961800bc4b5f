using System.Globalization;

namespace AspireChat.LocalCluster.Children;

/// <summary>
/// <c>dotnet run</c> starts this program and waits for it. Killed with SIGKILL it can pass nothing on, and the cluster would stay
/// behind without anybody knowing; so where <c>dotnet run</c> is the parent, its end ends the cluster. Linux only.
/// </summary>
internal sealed class StarterWatch : IDisposable
{
    private readonly Timer _timer;

    private StarterWatch(int starter, CancellationTokenSource stop) => _timer = new Timer(
        _ =>
        {
            if (Parent() != starter)
            {
                stop.Cancel();
            }
        },
        state: null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>Begins, if <c>dotnet run</c> started this process; else null.</summary>
    public static StarterWatch? Begin(CancellationTokenSource stop) =>
        OperatingSystem.IsLinux() && Parent() is var parent and > 1 && IsDotnetRun(parent) ? new StarterWatch(parent, stop) : null;

    public void Dispose() => _timer.Dispose();

    private static bool IsDotnetRun(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0') is [var program, "run", ..]
                && Path.GetFileName(program) == "dotnet";
        }
        catch (IOException)
        {
            return false;
        }
    }

    // "PPid:" rather than the fields of stat, where a program's name may hold anything.
    private static int Parent() => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("PPid:", StringComparison.Ordinal))
        .Select(line => int.Parse(line.AsSpan(5).Trim(), NumberStyles.None, CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
