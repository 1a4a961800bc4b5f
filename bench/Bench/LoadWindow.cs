using System.Diagnostics;
using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench;

/// <summary>A window of even load, and what it costs.</summary>
internal static class LoadWindow
{
    private static readonly TimeSpan NoMoreComes = TimeSpan.FromSeconds(3);

    /// <summary>Lets the crowd send, first to warm up, and measures what its messages cost.</summary>
    /// <param name="name">The system's name.</param>
    /// <param name="system">The system.</param>
    /// <param name="crowd">Its clients.</param>
    /// <param name="deliveries">What they receive.</param>
    /// <param name="options">How much they send.</param>
    /// <param name="receivers">Receivers of one message.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static async Task<Measurement> MeasureAsync(
        string name, IChatSystem system, Crowd crowd, Deliveries deliveries, FanoutOptions options, int receivers,
        CancellationToken cancellationToken)
    {
        await crowd.SendAsync(0, options.WarmUpMessages, options, cancellationToken);

        deliveries.MeasureFrom(options.WarmUpMessages);
        var commands = await RedisCounters.CommandsAsync(system.RedisPort, cancellationToken);
        var (nodes, nginx, redis) = Cpu(system);
        var generator = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        await crowd.SendAsync(options.WarmUpMessages, options.MeasuredMessages, options, cancellationToken);
        var expected = (long)options.MeasuredMessages * receivers;
        var seconds = await UntilAllCameAsync(deliveries, expected, clock, cancellationToken);
        var (nodesAfter, nginxAfter, redisAfter) = Cpu(system);
        commands = await RedisCounters.CommandsAsync(system.RedisPort, cancellationToken) - commands;
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
            RedisCommands = commands,
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

    /// <summary>CPU seconds so far.</summary>
    public static (double Nodes, double Nginx, double Redis) Cpu(IChatSystem system) => (
        ProcessCpu.Seconds(system.NodePids),
        ProcessCpu.Seconds([system.IngressPid], withChildren: true),
        ProcessCpu.Seconds([system.RedisPid]));
}
