using System.Diagnostics;
using System.Globalization;
using System.Text;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>Writes the results as Markdown, with a chart.</summary>
internal static class RowsReport
{
    /// <summary>Writes the report and, beside it, the chart.</summary>
    public static async Task WriteAsync(
        string file, IReadOnlyList<RowResult> results, RowOptions options, CancellationToken cancellationToken)
    {
        var figures = Medians(results);
        var chart = Path.ChangeExtension(file, ".svg");
        await File.WriteAllTextAsync(chart, RowsChart.Of(figures), cancellationToken);
        var machine = await MachineAsync(cancellationToken);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Performance

            Written by [bench/run.sh](../bench/run.sh){(options.Quick ? " --quick" : "")} on {DateTimeOffset.UtcNow:yyyy-MM-dd};
            {(options.Rounds == 1 ? "one round" : $"medians of {options.Rounds} alternating rounds")},
            {options.WarmUp} s of load before each measured window. {machine}

            AspireChat stores and numbers every message and signs users in; the peers do neither. All systems: nginx with
            `ip_hash`, Redis, 2 nodes unless a row says otherwise, JSON over WebSockets. CPU is that of nodes, nginx and Redis
            together. The load generator shares the processors.

            ![AspireChat relative to its peers]({Path.GetFileName(chart)})

            | | {string.Join(" | ", ChatSystems.All.Select(system => system.Name))} |
            |---|{string.Concat(Enumerable.Repeat("---|", ChatSystems.All.Length))}

            """);
        foreach (var (title, values) in figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {title} | ")
                .AppendJoin(" | ", ChatSystems.All.Select(system => values.TryGetValue(system.Key, out var value) ? Number(value) : "–"))
                .Append(" |\n");
        }

        if (Notes(file) is { } notes)
        {
            text.Append('\n').Append(await File.ReadAllTextAsync(notes, cancellationToken));
        }

        await File.WriteAllTextAsync(file, text.ToString(), cancellationToken);
    }

    /// <summary>The median of the rounds for each figure and system, in the rows' order.</summary>
    private static List<(string Title, Dictionary<string, double> Values)> Medians(IReadOnlyList<RowResult> results) =>
    [
        .. RowsBench.All
            .SelectMany(row => results.Where(result => result.Row == row.Name))
            .SelectMany(result => result.Figures.Select(figure => (result.System, figure.Title, figure.Value)))
            .GroupBy(figure => figure.Title)
            .Select(same => (
                same.Key,
                same.GroupBy(figure => figure.System)
                    .ToDictionary(system => system.Key, system => Median(system.Select(one => one.Value))))),
    ];

    private static async Task<string> MachineAsync(CancellationToken cancellationToken)
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        var load = (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ');
        var (node, redis) = (await VersionAsync(Programs.Node), await VersionAsync(Programs.Redis));
        var nginx = await VersionAsync(Programs.Nginx, "-v");
        return string.Create(CultureInfo.InvariantCulture, $"""
            Machine: {Environment.ProcessorCount} processors ({processor?.Split(':')[^1].Trim()}), {Environment.OSVersion.VersionString},
            load average at the end {load[0]} (1 minute) and {load[2]} (15 minutes).
            .NET {Environment.Version}, Node.js {node}, {redis}, {nginx}.
            """);
    }

    private static async Task<string> VersionAsync(string program, string argument = "--version")
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return string.Join(' ', said.Trim().Split(' ').Take(3));
    }

    /// <summary>What was tried, written by hand: bench/notes.md.</summary>
    private static string? Notes(string file)
    {
        var notes = Path.Combine(Path.GetDirectoryName(file)!, "..", "bench", "notes.md");
        return File.Exists(notes) ? notes : null;
    }

    private static string Number(double value) => value.ToString(
        Math.Abs(value) switch { 0 => "0", < 10 => "0.00", < 100 => "0.0", _ => "#,0" }, CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
