using AspireChat.AdminNode.Monitor;
using AspireChat.ChatNode.Tests.Fixtures;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests.Statistics;

/// <summary>The statistics of the last day.</summary>
public sealed class StatisticsArchiveTests
{
    private const long Minute = 60_000;

    [Fact]
    public async Task Each_minute_is_kept_once_for_a_day()
    {
        await using var server = await RedisServer.StartNewAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var archive = new StatisticsArchive(redis);
        const long now = 30_000_000 * Minute;
        await archive.AddAsync(new() { At = now - ((StatisticsHistory.MaxMinutes + 1) * Minute), MessagesPerSecond = 1 });
        await archive.AddAsync(
            new() { At = now - Minute, MessagesPerSecond = 2, Nodes = [new NodeInfo { Id = "1", Name = "chatnode-1" }] });
        await archive.AddAsync(new() { At = now - Minute + 10, MessagesPerSecond = 3 }); // by another admin node
        await archive.AddAsync(new() { At = now, MessagesPerSecond = 4 });
        await redis.GetDatabase().SortedSetAddAsync(RedisKeys.Statistics, "not a sample", now / Minute);

        var samples = await archive.ReadAsync(0, now);
        Assert.Equal([now - Minute, now], samples.Select(sample => sample.At / Minute * Minute));
        Assert.Equal(4, samples[1].MessagesPerSecond);
        Assert.NotNull(samples[1].Connections);
        Assert.Equal([now], (await archive.ReadAsync(now, now)).Select(sample => sample.At));
    }

    [Fact]
    public async Task A_server_tells_of_its_version_and_memory()
    {
        await using var server = await RedisServer.StartNewAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{server.Address},allowAdmin=true");
        await redis.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "100mb");
        var told = Assert.Single(await RedisServerInfo.ReadAsync(redis));
        Assert.Equal((server.Address, 100L << 20), (told.Address, told.MaxMemory));
        Assert.True(told is { Answer: not null, Version: not null, Uptime: not null, UsedMemory: > 0 }, told.ToString());
        await server.StopAsync();
        Assert.Null(Assert.Single(await RedisServerInfo.ReadAsync(redis)).Answer);
    }

    [Fact]
    public async Task The_embedded_server_tells_how_long_it_has_been_running()
    {
        using var store = new EmbeddedStore();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(store.ConnectionString);
        var told = Assert.Single(await RedisServerInfo.ReadAsync(redis));
        Assert.True(told is { Answer: not null, Uptime: not null, UsedMemory: null, MaxMemory: null, IsFull: false }, told.ToString());
    }

    [Fact]
    public void A_minute_is_the_mean_of_its_rates_and_the_worst_of_its_lags()
    {
        var mean = StatisticsMean.Of(
        [
            new() { At = 1, MessagesPerSecond = 10, LagP99Ms = 90, Nodes = [Node("a", 10, 80)] },
            new() { At = 2, MessagesPerSecond = 30, LagP99Ms = null, Nodes = [Node("a", 20, null), Node("b", 7, 3)] },
        ]);
        Assert.Equal((2, 20, 90), (mean.At, mean.MessagesPerSecond, mean.LagP99Ms));
        Assert.Equal([("a", 15, 80), ("b", 7, 3)], mean.Nodes.Select(node => (node.Id, node.CpuPercent, node.LagP99Ms ?? 0)));
    }

    private static NodeInfo Node(string id, double cpu, double? lag) => new() { Id = id, Name = id, CpuPercent = cpu, LagP99Ms = lag };
}
