using System.Globalization;

namespace AspireChat.Bench.Processes;

/// <summary>CPU time of processes, from <c>/proc</c>.</summary>
internal static class ProcessCpu
{
    // Of the kernel's interface to programs: 100 on every Linux that .NET runs on, whatever its own ticks are.
    private const double TicksPerSecond = 100;

    /// <summary>
    /// Seconds in user and kernel mode so far, of the processes and, with <paramref name="withChildren"/>, of their running children.
    /// </summary>
    public static double Seconds(IEnumerable<int> pids, bool withChildren = false)
    {
        var all = withChildren ? WithChildren(pids) : pids.ToHashSet();
        return all.Select(Stat).Where(stat => stat is not null).Sum(stat => Number(stat![11]) + Number(stat[12])) / TicksPerSecond;
    }

    /// <summary>The processes and their running children.</summary>
    public static HashSet<int> WithChildren(IEnumerable<int> pids)
    {
        var all = pids.ToHashSet();
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Stat(pid) is not null)
            .Select(pid => (Pid: pid, Parent: int.Parse(Stat(pid)?[1] ?? "0", CultureInfo.InvariantCulture)))
            .ToList();
        while (parents.Any(one => all.Contains(one.Parent) && all.Add(one.Pid)))
        {
        }

        return all;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // The fields after the program's name, which is in brackets and may hold anything: state, parent, ...
    private static string[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
