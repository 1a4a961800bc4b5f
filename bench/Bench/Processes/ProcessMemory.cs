using System.Globalization;

namespace AspireChat.Bench.Processes;

/// <summary>Memory of processes, from <c>/proc</c>.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes of physical memory of the processes, summed up (RSS). One that has ended counts as none.</summary>
    public static long Bytes(IEnumerable<int> pids) => pids.Sum(pid => Lines(pid)
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024));

    private static string[] Lines(int pid)
    {
        try
        {
            return File.ReadAllLines($"/proc/{pid}/status");
        }
        catch (IOException)
        {
            return [];
        }
    }
}
