using System.Diagnostics;
using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>
/// Clients connect and join a room of 20, all at once: on a cold cluster, then as many again (and all are idle for a while), then, after
/// those left, the second half once more.
/// </summary>
internal static class ArrivalRow
{
    /// <summary>Small enough that what the others in a room are told of an arrival does not matter.</summary>
    private const int RoomSize = 20;

    /// <summary>Until memory that was needed only for the arrival is given back, if it is.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(8);

    public static Row Create() => new("arrive", "connect and join, then idle", MeasureAsync);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IChatSystem system, RowOptions options, CancellationToken cancellationToken)
    {
        var clients = options.Quick ? 500 : 5_000;
        var figures = new List<Figure>();
        await using var first = await StormAsync("cold", 0);
        await Task.Delay(IdleTime, cancellationToken);

        // From the second storm: the first one's memory is that of compiled code, too.
        var (nodes, nginx) = Memory(system);
        await using (await StormAsync("second time", clients))
        {
            await Task.Delay(IdleTime, cancellationToken);
            var (nodesAfter, nginxAfter) = Memory(system);
            figures.Add(new("node memory per idle joined connection (RSS), KB", (nodesAfter - nodes) / 1_000.0 / clients));
            figures.Add(new("nginx memory per connection (RSS), KB", (nginxAfter - nginx) / 1_000.0 / clients));
        }

        var commands = await RedisCounters.CommandsAsync(system.RedisPort, cancellationToken);
        await using var third = await StormAsync("third time", clients);
        commands = await RedisCounters.CommandsAsync(system.RedisPort, cancellationToken) - commands;
        figures.Add(new("connect and join again: Redis commands", (double)commands / clients));
        return figures;

        async Task<Crowd> StormAsync(string time, int firstNumber)
        {
            var cpu = Cpu(system);
            var clock = Stopwatch.StartNew();
            var nothing = new Deliveries(2 * clients, 1);
            var crowd = await Crowd.GatherAsync(system, clients, nothing, cancellationToken, RoomOf, firstNumber);
            figures.Add(new($"connect and join, {time}: per second", clients / clock.Elapsed.TotalSeconds));
            figures.Add(new($"connect and join, {time}: server CPU, ms each", (Cpu(system) - cpu) * 1_000 / clients));
            return crowd;
        }
    }

    private static string RoomOf(int number) => $"arrive-{number / RoomSize}";

    private static double Cpu(IChatSystem system) => LoadWindow.Cpu(system) is var (nodes, nginx, redis) ? nodes + nginx + redis : 0;

    private static (long Nodes, long Nginx) Memory(IChatSystem system) =>
        (ProcessMemory.Bytes(system.NodePids), ProcessMemory.Bytes(ProcessCpu.WithChildren([system.IngressPid])));
}
