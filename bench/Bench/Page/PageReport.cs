using System.Globalization;
using System.Text;

namespace AspireChat.Bench.Page;

/// <summary>The result as Markdown.</summary>
internal static class PageReport
{
    private const int Largest = 12;

    /// <summary>The first loads: what came, and the median of the times.</summary>
    public static string Of(IReadOnlyList<FirstLoad> loads)
    {
        var files = loads[^1].Files;
        double[] times = [.. loads.Select(load => load.Usable.TotalMilliseconds).Order()];
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            | first load, empty cache | |
            |---|---|
            | requests | {files.Count} |
            | longest chain of requests | {loads[^1].LongestChain} |
            | transferred, KB | {Kilobytes(files)} |

            """);
        foreach (var encoding in files.GroupBy(file => file.Encoding).OrderByDescending(same => same.Sum(file => file.Bytes)))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"| … encoded as {encoding.Key}, {encoding.Count()} files, KB | {Kilobytes(encoding)} |");
        }

        foreach (var caching in files.GroupBy(file => file.Caching).OrderByDescending(same => same.Count()))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| … with Cache-Control: {caching.Key} | {caching.Count()} |");
        }

        text.AppendLine(
            CultureInfo.InvariantCulture, $"| name can be entered after, ms, median of {loads.Count} | {times[times.Length / 2]:N0} |");
        foreach (var file in files.OrderByDescending(file => file.Bytes).Take(Largest))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {file.Name} | {file.Bytes / 1000.0:N1} |");
        }

        return text.ToString();
    }

    /// <summary>Typing, room by room.</summary>
    public static string Of(params IReadOnlyList<TypingLatency> rooms)
    {
        var text = new StringBuilder(
            "| from a key to its letter on the screen, ms | messages on the page | median | p95 |\n|---|---|---|---|\n");
        foreach (var room in rooms)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| room of {room.Messages:N0} messages | {room.OnPage} | {room.Median:F1} | {room.P95:F1} |");
        }

        return text.ToString();
    }

    private static string Kilobytes(IEnumerable<Fetched> files) =>
        (files.Sum(file => file.Bytes) / 1000.0).ToString("N0", CultureInfo.InvariantCulture);
}
