using System.Diagnostics;
using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench;

/// <summary>One busy room, AspireChat and its peers in turn.</summary>
internal static class FanoutBench
{
    private const int CannotMeasure = 2;
    private static readonly TimeSpan NoMoreComes = TimeSpan.FromSeconds(3);

    private static readonly (string Name, string Key, Func<FanoutOptions, CancellationToken, Task<IChatSystem>> StartAsync)[] Systems =
    [
        ("AspireChat", "aspirechat", AspireChatSystem.StartAsync),
        ("plain SignalR + Redis", "plain", PlainSignalRSystem.StartAsync),
        ("socket.io + Redis", "socketio", SocketIoSystem.StartAsync),
    ];

    /// <summary>The systems' names on the command line.</summary>
    public static string[] Keys { get; } = [.. Systems.Select(system => system.Key)];

    /// <summary>Measures and prints. Returns the exit code.</summary>
    public static async Task<int> RunAsync(FanoutOptions options, CancellationToken cancellationToken)
    {
        try
        {
            (_, _) = (Programs.Nginx, Programs.Redis);
            Console.WriteLine(FanoutReport.Heading(options));
            var measurements = new List<Measurement>();
            var systems = Systems.Where(system => options.Only.Count == 0 || options.Only.Contains(system.Key)).ToArray();
            for (var round = 1; round <= options.Rounds; round++)
            {
                // Each system goes first equally often, because the machine's state changes during the run.
                var first = (round - 1) % systems.Length;
                foreach (var (name, _, start) in systems[first..].Concat(systems[..first]))
                {
                    await using var system = await start(options, cancellationToken);
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
        await crowd.SendAsync(0, options.WarmUpMessages, options, cancellationToken);

        deliveries.MeasureFrom(options.WarmUpMessages);
        var (nodes, nginx, redis) = Cpu(system);
        var generator = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        await crowd.SendAsync(options.WarmUpMessages, options.MeasuredMessages, options, cancellationToken);
        var expected = (long)options.MeasuredMessages * options.Receivers;
        var seconds = await UntilAllCameAsync(deliveries, expected, clock, cancellationToken);
        var (nodesAfter, nginxAfter, redisAfter) = Cpu(system);
        return new Measurement
        {
            System = name,
            Deliveries = deliveries.Total,
            Lost = expected - deliveries.Total,
            Repeated = deliveries.Repeated,
            Frames = deliveries.Frames,
            Seconds = seconds,
            NodeCpu = nodesAfter - nodes,
            NginxCpu = nginxAfter - nginx,
            RedisCpu = redisAfter - redis,
            GeneratorCpu = (Environment.CpuUsage.TotalTime - generator).TotalSeconds,
            LagP50 = deliveries.Lag.GetValueAtPercentile(50) / 1_000.0,
            LagP99 = deliveries.Lag.GetValueAtPercentile(99) / 1_000.0,
            Spread = crowd.Spread,
            Refused = crowd.Refused,
            Disconnected = crowd.Disconnected,
        };
    }

    /// <summary>Waits until all deliveries have arrived or no more come. Returns the seconds until the last one.</summary>
    private static async Task<double> UntilAllCameAsync(
        Deliveries deliveries, long expected, Stopwatch clock, CancellationToken cancellationToken)
    {
        var (last, since) = (deliveries.Total, clock.Elapsed);
        while (last < expected && clock.Elapsed - since < NoMoreComes)
        {
            await Task.Delay(10, cancellationToken);
            if (deliveries.Total is var now && now != last)
            {
                (last, since) = (now, clock.Elapsed);
            }
        }

        return since.TotalSeconds;
    }

    private static (double Nodes, double Nginx, double Redis) Cpu(IChatSystem system) => (
        ProcessCpu.Seconds(system.NodePids),
        ProcessCpu.Seconds([system.IngressPid], withChildren: true),
        ProcessCpu.Seconds([system.RedisPid]));
}
