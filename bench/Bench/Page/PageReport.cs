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
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            | first load, empty cache | |
            |---|---|
            | requests | {files.Count} |
            | longest chain of requests | {loads[^1].LongestChain} |
            | transferred, KB | {Kilobytes(files)} |
            | … before the name can be entered, KB | {Median(loads, load => load.BytesBefore / 1_000.0):N0} |

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
            CultureInfo.InvariantCulture,
            $"| name can be entered after, ms, median of {loads.Count} | {Median(loads, load => load.Usable.TotalMilliseconds):N0} |");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"| app ready after, ms, median of {loads.Count} | {Median(loads, load => load.Ready.TotalMilliseconds):N0} |");
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

    private static double Median(IReadOnlyList<FirstLoad> loads, Func<FirstLoad, double> value) =>
        loads.Select(value).Order().ElementAt(loads.Count / 2);

    private static string Kilobytes(IEnumerable<Fetched> files) =>
        (files.Sum(file => file.Bytes) / 1000.0).ToString("N0", CultureInfo.InvariantCulture);
}
