using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench;

/// <summary>One busy room, AspireChat and its peers in turn.</summary>
internal static class FanoutBench
{
    private const int CannotMeasure = 2;

    /// <summary>The systems' names on the command line.</summary>
    public static string[] Keys { get; } = [.. ChatSystems.All.Select(system => system.Key)];

    /// <summary>Measures and prints. Returns the exit code.</summary>
    public static async Task<int> RunAsync(FanoutOptions options, CancellationToken cancellationToken)
    {
        try
        {
            (_, _) = (Programs.Nginx, Programs.Redis);
            Console.WriteLine(FanoutReport.Heading(options));
            var measurements = new List<Measurement>();
            var systems = ChatSystems.All.Where(system => options.Only.Count == 0 || options.Only.Contains(system.Key)).ToArray();
            for (var round = 1; round <= options.Rounds; round++)
            {
                // Each system goes first equally often, because the machine's state changes during the run.
                var first = (round - 1) % systems.Length;
                foreach (var (name, _, startAsync) in systems[first..].Concat(systems[..first]))
                {
                    await using var system = await startAsync(options, cancellationToken);
                    var measurement = await MeasureAsync(name, system, options, cancellationToken);
                    measurements.Add(measurement);
                    Console.WriteLine(FanoutReport.Row($"{name}, round {round}", measurement));
                }
            }

            Console.WriteLine(FanoutReport.Summary(measurements));
            return 0;
        }
        catch (BenchException problem)
        {
            await Console.Error.WriteLineAsync($"Cannot measure: {problem.Message}");
            return CannotMeasure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Ended before the measurement was complete.");
            return 1;
        }
    }

    private static async Task<Measurement> MeasureAsync(
        string name, IChatSystem system, FanoutOptions options, CancellationToken cancellationToken)
    {
        var deliveries = new Deliveries(options.Receivers, options.WarmUpMessages + options.MeasuredMessages);
        await using var crowd = await Crowd.GatherAsync(system, options.Receivers, deliveries, cancellationToken);
        return await LoadWindow.MeasureAsync(name, system, crowd, deliveries, options, options.Receivers, cancellationToken);
    }
}
