using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;
using Microsoft.Playwright;

namespace AspireChat.Bench.Rows;

/// <summary>
/// Measures the rows, AspireChat and its peers in turn. A system is started once a round for all its rows. Every result is kept at once,
/// so an interrupted run continues where it was.
/// </summary>
internal static class RowsBench
{
    private const int CannotMeasure = 2;

    /// <summary>All rows.</summary>
    public static Row[] All { get; } =
    [
        ArrivalRow.Create(), .. RoomRows.Create(), PollingRow.Create(), IdleRow.Create(), .. ManyRoomsRow.Create(), ReturnRow.Create(),
        SustainedRow.Create(), .. ClusterRows.Create(),
    ];

    /// <summary>Measures what the results file does not have yet, then writes the report. Returns the exit code.</summary>
    public static async Task<int> RunAsync(RowOptions options, CancellationToken cancellationToken)
    {
        try
        {
            (_, _) = (Programs.Nginx, Programs.Redis);
            var results = Load(options);
            var starts = Plan(options, results).ToList();
            var total = starts.Sum(start => start.Rows.Count);
            var done = 0;
            foreach (var start in starts)
            {
                await using var system = start.StartAsync is null
                    ? null
                    : await start.StartAsync(options.Load(), cancellationToken);
                foreach (var row in start.Rows)
                {
                    var progress = string.Create(
                        CultureInfo.InvariantCulture, $"[{++done}/{total}] round {start.Round}, {start.Name}, {row.Name}");
                    Console.WriteLine($"{progress} …");
                    var clock = Stopwatch.StartNew();
                    var figures = row.AloneAsync is { } aloneAsync
                        ? await aloneAsync(options, cancellationToken)
                        : await row.MeasureAsync(system!, options, cancellationToken);
                    var result = new RowResult(row.Name, start.Key, start.Round, options.Quick, DateTimeOffset.UtcNow, figures);
                    results.Add(result);
                    await File.AppendAllTextAsync(options.Results, JsonSerializer.Serialize(result) + "\n", cancellationToken);
                    foreach (var figure in figures)
                    {
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {figure.Title}: {figure.Value:0.##}"));
                    }

                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    ({clock.Elapsed.TotalSeconds:F0} s)"));
                }
            }

            if (options.Report is { } report)
            {
                await RowsReport.WriteAsync(report, results, options, cancellationToken);
                Console.WriteLine($"Written: {report}");
            }

            return 0;
        }
        catch (Exception problem) when (problem is BenchException or HttpRequestException or PlaywrightException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"Cannot measure: {problem.Message} What was measured is in {options.Results}.");
            return CannotMeasure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted; the same command continues here.");
            return 1;
        }
    }

    private static List<RowResult> Load(RowOptions options)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(options.Results)!);
        return File.Exists(options.Results)
            ? [.. File.ReadLines(options.Results).Select(line => JsonSerializer.Deserialize<RowResult>(line)!)
                .Where(result => result.Quick == options.Quick)]
            : [];
    }

    private static IEnumerable<Start> Plan(RowOptions options, List<RowResult> results)
    {
        var wanted = All.Where(row => options.Names.Count == 0 || options.Names.Contains(row.Name)).ToArray();
        var systems = ChatSystems.All.Where(system => options.Only.Count == 0 || options.Only.Contains(system.Key)).ToArray();
        for (var round = 1; round <= options.Rounds; round++)
        {
            // Each system goes first equally often, because the machine's state changes during the run.
            var first = (round - 1) % systems.Length;
            foreach (var (name, key, startAsync) in systems[first..].Concat(systems[..first]))
            {
                var missing = wanted.Where(row => !Has(row.Name, key, round)).ToList();
                if (missing.Where(row => !row.HasNoPeers && !row.BreaksSystem).ToList() is { Count: > 0 } shared)
                {
                    yield return new Start(name, key, round, startAsync, shared);
                }

                foreach (var breaking in missing.Where(row => row.BreaksSystem))
                {
                    yield return new Start(name, key, round, startAsync, [breaking]);
                }

                // They take a cluster of their own each, and their values vary little.
                foreach (var alone in missing.Where(row => row.HasNoPeers && key == ChatSystems.All[0].Key && round == 1))
                {
                    yield return new Start(name, key, round, null, [alone]);
                }
            }
        }

        bool Has(string row, string system, int round) =>
            results.Any(result => result.Row == row && result.System == system && result.Round == round);
    }

    private sealed record Start(
        string Name, string Key, int Round, Func<FanoutOptions, CancellationToken, Task<IChatSystem>>? StartAsync, IReadOnlyList<Row> Rows);
}
