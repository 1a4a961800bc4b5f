using AspireChat.Contracts;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>A client that cannot resume loads the room again.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task When_the_log_of_a_room_is_lost_its_members_reload_the_room()
    {
        const string room = "lost-log";
        await using var redis = await RedisServer.StartNewAsync();
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "2", "--redis", redis.Address]);
        var nodes = cluster.Info.Nodes;
        await using var alice = await Member.JoinAsync("alice", cluster, new Uri(nodes[0].Url, ChatProtocol.HubPath), room);
        await using var bob = await Member.JoinAsync("bob", cluster, new Uri(nodes[1].Url, ChatProtocol.HubPath), room);
        await alice.Connection.Send(room, "first life").Completion.WaitAsync(Eventually.Bound);
        await Eventually.TrueAsync(() => bob.Shown.Any(e => e.Text == "first life"), "the first message");
        await using (var keys = await ConnectionMultiplexer.ConnectAsync(redis.Address))
        {
            await keys.GetDatabase().KeyDeleteAsync([$"chat:{{{room}}}:log", $"chat:{{{room}}}:head"]);
        }

        await alice.Connection.Send(room, "second life").Completion.WaitAsync(Eventually.Bound);
        foreach (var member in new[] { alice, bob })
        {
            await Eventually.TrueAsync(
                () => member is { Resets: 2, Shown: [{ Text: "second life", Seq: 1 }] }, $"{member.User} has reloaded");
        }
    }

    [Fact]
    public async Task A_client_that_was_away_longer_than_the_log_reaches_back_reloads_the_room()
    {
        const string room = "trimmed-log";
        await using var cluster = await ClusterProcess.StartAsync(
            ["--nodes", "2"],
            new Dictionary<string, string?> { ["Chat__Rooms__LogLength"] = "20", ["Chat__Limits__SendsPerSecond"] = "0" });
        var nodes = cluster.Info.Nodes;
        await using var alice = await Member.JoinAsync("alice", cluster, new Uri(nodes[0].Url, ChatProtocol.HubPath), room);
        await using var bob = await Member.JoinAsync("bob", cluster, new Uri(nodes[1].Url, ChatProtocol.HubPath), room);
        await cluster.EndNodeAsync("kill", 2);
        for (var i = 0; i < 50; i++)
        {
            await alice.Connection.Send(room, $"{i}").Completion.WaitAsync(Eventually.Bound);
        }

        await cluster.StartNodeAsync(2);
        await Eventually.TrueAsync(() => bob is { Resets: 2, Shown: [.., { Text: "49" }] }, "bob has reloaded");
        bob.AssertGapless();
        Assert.Equal(20, bob.Shown.Count);
    }
}
