using AspireChat.Bench.Load;
using AspireChat.Bench.Processes;
using AspireChat.Bench.Systems;

namespace AspireChat.Bench.Rows;

/// <summary>A hundred members, and nobody says anything.</summary>
internal static class IdleRow
{
    private const int Members = 100;

    public static Row Create() => new("idle", "100 members, nobody says anything", MeasureAsync);

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        IChatSystem system, RowOptions options, CancellationToken cancellationToken)
    {
        var window = TimeSpan.FromSeconds(options.Quick ? 20 : 60);
        await using var crowd = await Crowd.GatherAsync(system, Members, new Deliveries(Members, 1), cancellationToken, _ => "idle");
        await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        var commands = await RedisCounters.CommandsAsync(system.RedisPort, cancellationToken);
        var (nodes, nginx, redis) = LoadWindow.Cpu(system);
        await Task.Delay(window, cancellationToken);
        var (nodesAfter, nginxAfter, redisAfter) = LoadWindow.Cpu(system);
        commands = await RedisCounters.CommandsAsync(system.RedisPort, cancellationToken) - commands;
        return
        [
            new("100 idle members: Redis commands per minute", commands / window.TotalMinutes),
            new("100 idle members: server CPU, ms per second",
                (nodesAfter + nginxAfter + redisAfter - nodes - nginx - redis) * 1_000 / window.TotalSeconds),
        ];
    }
}
