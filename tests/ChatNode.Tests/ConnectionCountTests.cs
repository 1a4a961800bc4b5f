using System.Globalization;
using System.Net;
using AspireChat.ChatNode.Limits;
using AspireChat.Store.Limits;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Tests;

/// <summary>What it costs to count connections.</summary>
public sealed class ConnectionCountTests
{
    private static readonly IPAddress Network = IPAddress.Parse("203.0.113.7");

    [Fact]
    public async Task All_connections_of_a_moment_are_counted_with_one_write()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Address},allowAdmin=true");
        var time = new FakeTimeProvider();
        var node = new NodeIdentity("chatnode-1");
        var groups = new ConnectionGroups(
            new ClusterLimits(connection, time),
            new ConnectionCounts(connection, node, new NodeRegistry(connection, NullLogger<NodeRegistry>.Instance)),
            Options.Create(new LimitOptions()),
            time);

        // The first one after a pause does not wait.
        var (first, _) = await groups.EnterAsync("first", Network);
        var entering = Enumerable.Range(0, 200).Select(i => groups.EnterAsync($"user-{i}", Network)).ToList();
        await EndAsync(Task.WhenAll(entering));
        Assert.Equal(2, await CallsAsync("hset"));
        Assert.Equal(0, await CallsAsync("evalsha"));
        var counts = connection.GetDatabase();
        Assert.Equal(201, (int)await counts.HashGetAsync(RedisKeys.NodeConnections(node.Id), $"network:{Network}"));
        Assert.Equal(1, (int)await counts.HashGetAsync(RedisKeys.NodeConnections(node.Id), "user:user-7"));

        groups.Leave(first);
        foreach (var entered in entering)
        {
            groups.Leave((await entered).Groups);
        }

        await Eventually.TrueAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(20));
                return !await counts.KeyExistsAsync(RedisKeys.NodeConnections(node.Id));
            },
            "nothing is left of them");
        Assert.InRange(await CallsAsync("hdel"), 1, 2);

        Task EndAsync(Task task) => Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(20));
                return task.IsCompleted;
            },
            "all are counted");

        async Task<long> CallsAsync(string command)
        {
            var statistics = (await connection.GetServers().Single().InfoAsync("commandstats")).SelectMany(section => section);
            var line = statistics.FirstOrDefault(one => one.Key == $"cmdstat_{command}").Value;
            return line is null ? 0 : long.Parse(line.Split(',')[0]["calls=".Length..], CultureInfo.InvariantCulture);
        }
    }
}
