using System.CommandLine;
using AspireChat.Bench.Processes;

namespace AspireChat.Bench.Rows;

/// <summary>The command line of <c>rows</c>.</summary>
internal static class RowsCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("row")
        {
            Description = $"The rows to measure: {string.Join(", ", RowsBench.All.Select(row => row.Name))}. None: all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.AcceptOnlyFromAmong([.. RowsBench.All.Select(row => row.Name)]);
        var quick = new Option<bool>("--quick") { Description = "Fewer clients, shorter windows and one round: a few minutes." };
        var rounds = Numbers.Option("--rounds", "Fresh starts of each system, in turn; one with --quick.", 2, 1, 100);
        var warmUp = Numbers.Option(
            "--warm-up", "Seconds of the same load before measuring, in the rows with messages; 2 with --quick.", 10, 0, 600);
        var port = Numbers.Option("--port", "The first of 40 ports on 127.0.0.1 that may be used.", 21_000, 1_024, 65_000);
        var only = new Option<string[]>("--only") { Description = "Measure these systems only.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(FanoutBench.Keys);
        var limits = new Option<bool>("--default-limits")
        {
            Description = "Leaves AspireChat's limits as they are; in the rows arrive, small-rooms and lone, users stay below them.",
        };
        var results = new Option<string>("--results")
        {
            Description = "Where results are kept. What is in there is not measured again; delete it to start afresh.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "artifacts/bench.jsonl",
        };
        var report = new Option<string?>("--report") { Description = "Writes the table and its chart.", HelpName = "FILE.md" };
        var published = Published.Option();
        var command = new Command("rows", "The rows of docs/performance.md, each beside the peers where they have it.")
        {
            names, quick, rounds, warmUp, port, only, limits, results, report, published,
        };
        command.SetAction((parsed, cancellationToken) => RowsBench.RunAsync(
            new RowOptions
            {
                Names = parsed.GetValue(names) ?? [],
                Quick = parsed.GetValue(quick),
                Rounds = parsed.GetValue(quick) ? 1 : parsed.GetValue(rounds),
                WarmUp = parsed.GetValue(quick) && parsed.GetResult(warmUp) is not { Implicit: false } ? 2 : parsed.GetValue(warmUp),
                Port = parsed.GetValue(port),
                Only = parsed.GetValue(only) ?? [],
                DefaultLimits = parsed.GetValue(limits),
                Results = Path.GetFullPath(parsed.GetValue(results)!),
                Report = parsed.GetValue(report) is { } file ? Path.GetFullPath(file) : null,
                Published = parsed.GetValue(published) is { } folder ? Path.GetFullPath(folder) : null,
            },
            cancellationToken));
        return command;
    }
}
