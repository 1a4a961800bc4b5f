using System.Globalization;

namespace AspireChat.Bench.Processes;

/// <summary>Memory of processes, from <c>/proc</c>.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes of physical memory of the processes, summed up (RSS).</summary>
    public static long Bytes(IEnumerable<int> pids) => pids.Sum(pid => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024));
}
