using System.Diagnostics;
using System.Globalization;
using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>A node is killed; its clients, each in five rooms, come back on the other one.</summary>
internal static class ReturnRow
{
    private const int RoomSize = 20;
    private const int RoomsPerClient = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(100);

    public static Row Create() => new("return", "a node's clients come back after its death", MeasureAsync) { BreaksSystem = true };

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IChatSystem system, RowOptions options, CancellationToken cancellationToken)
    {
        var clients = options.Quick ? 1_000 : 10_000;
        var deliveries = new Deliveries(clients, 1);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var crowd = await Crowd.GatherManyAsync(
            system, clients, deliveries, client => RoomsOf(client, clients), cancellationToken);
        var killed = system.NodePids[0];
        int[] others = [.. system.NodePids.Where(pid => pid != killed)];
        var commands = await RedisCounters.CommandsAsync(system.RedisPort, cancellationToken);
        var cpu = Cpu(system, others);
        var clock = Stopwatch.StartNew();
        using (var node = Process.GetProcessById(killed))
        {
            node.Kill();
            await node.WaitForExitAsync(cancellationToken);
        }

        limit.CancelAfter(Limit);
        using var done = new CancellationTokenSource();
        var peak = PeakAsync(others, done.Token);
        var returned = 0;
        while (returned == 0 || crowd.Disconnected > 0)
        {
            returned += await crowd.ComeBackAsync(system, deliveries, limit.Token);
            await Task.Delay(10, limit.Token);
        }

        var seconds = clock.Elapsed.TotalSeconds;
        cpu = Cpu(system, others) - cpu;
        commands = await RedisCounters.CommandsAsync(system.RedisPort, cancellationToken) - commands;
        await done.CancelAsync();
        var title = string.Create(
            CultureInfo.InvariantCulture, $"a node of {clients:N0} clients in {RoomsPerClient} rooms each dies, all are back");
        return
        [
            new($"{title}: per second", returned / seconds),
            new($"{title}: server CPU, ms each", cpu * 1_000 / returned),
            new($"{title}: Redis commands each", (double)commands / returned),
            new($"{title}: the other node's peak memory (RSS), MB", await peak / 1_000_000.0),
        ];
    }

    private static IEnumerable<string> RoomsOf(int client, int clients)
    {
        var rooms = clients * RoomsPerClient / RoomSize;
        return Enumerable.Range(0, RoomsPerClient).Select(number =>
            string.Create(CultureInfo.InvariantCulture, $"return-{((client / RoomSize) + (number * rooms / RoomsPerClient)) % rooms}"));
    }

    private static double Cpu(IChatSystem system, int[] nodes) =>
        ProcessCpu.Seconds(nodes) + ProcessCpu.Seconds([system.IngressPid], withChildren: true) + ProcessCpu.Seconds([system.RedisPid]);

    private static async Task<long> PeakAsync(int[] nodes, CancellationToken cancellationToken)
    {
        var peak = 0L;
        using var timer = new PeriodicTimer(SampleInterval);
        do
        {
            peak = Math.Max(peak, ProcessMemory.Bytes(nodes));
        }
        while (!cancellationToken.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None));

        return peak;
    }
}
