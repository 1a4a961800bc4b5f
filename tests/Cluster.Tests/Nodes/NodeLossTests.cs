using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>A node dies or drains under load.</summary>
public sealed class NodeLossTests(ITestOutputHelper output)
{
    private const int Senders = 10;
    private const int Messages = 500;
    private const string Room = "node-loss";

    [Theory]
    [InlineData("yarp", "kill")]
    [InlineData("nginx", "kill")]
    [InlineData("yarp", "drain")]
    [InlineData("nginx", "drain")]
    public async Task Messages_sent_while_a_node_is_lost_reach_every_member_once_and_in_order(string ingress, string how)
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var cluster = await ClusterProcess.StartAsync(
            ["--nodes", "3", "--redis", redis.Address, "--ingress", ingress],
            new Dictionary<string, string?> { ["Chat__Limits__SendsPerSecond"] = "0", ["Chat__Node__DrainNotice"] = "00:00:03" });
        var members = await JoinAllAsync(cluster);
        var victim = members[0].Connection.Session!.Node;
        var affected = members.Where(member => member.Connection.Session!.Node == victim).ToList();
        Assert.NotEmpty(affected);
        Assert.True(affected.Count < members.Count, "All members are on one node.");

        var acknowledged = new ConcurrentQueue<(string Id, long Seq)>();
        var sending = Task.WhenAll(members.Take(Senders).Select(member => SendAsync(member, acknowledged)));
        await Eventually.TrueAsync(() => acknowledged.Count > Messages / 10, "the first messages");
        var number = int.Parse(victim.Split('-')[^1], CultureInfo.InvariantCulture);
        var began = Stopwatch.GetTimestamp();
        var ended = cluster.EndNodeAsync(how, number);
        await Eventually.TrueAsync(
            () => affected.TrueForAll(member =>
                member.Connection is { Status: ConnectionStatus.Online, Session: { } session } && session.Node != victim),
            "everybody of the lost node is elsewhere");
        var elsewhere = Stopwatch.GetElapsedTime(began);
        await ended;
        await cluster.StartNodeAsync(number);
        await sending.WaitAsync(TimeSpan.FromMinutes(1));

        var head = acknowledged.Max(message => message.Seq);
        await Eventually.TrueAsync(
            () => members.TrueForAll(member => member.Shown is [.., var last] && last.Seq >= head), "every member has everything");
        Assert.Equal(Messages, acknowledged.Count);
        var reference = members[^1].Shown.TakeLast(Messages).Select(e => (e.Seq, e.Id)).ToList();
        foreach (var member in members)
        {
            Assert.Equal(1, member.Resets);
            member.AssertGapless();
            Assert.Equal(reference, member.Shown.TakeLast(reference.Count).Select(e => (e.Seq, e.Id)));
            var bySeq = member.Shown.ToDictionary(e => e.Seq, e => e.Id);
            Assert.All(acknowledged, message => Assert.Equal(message.Id, bySeq[message.Seq]));
            Assert.Equal(Messages, member.Shown.Count(e => e.Kind == EventKind.Message));
        }

        if (how == "drain")
        {
            Assert.All(members, member => Assert.Equal(0, member.Losses));
        }

        output.WriteLine(
            $"{ingress}, {how}: {Messages} messages, {acknowledged.Count} acknowledged, 0 lost, 0 doubled; "
            + $"{affected.Count} of {members.Count} members were on {victim}, all elsewhere after {elsewhere.TotalSeconds:0.00} s, "
            + $"away for {affected.Max(member => member.Away.TotalMilliseconds):0} ms at most.");
        foreach (var member in members)
        {
            await member.DisposeAsync();
        }
    }

    [Fact]
    public async Task Presence_is_correct_after_a_node_was_killed()
    {
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "2"]);
        var nodes = cluster.Info.Nodes;
        await using var alice = await Member.JoinAsync("alice", cluster, new Uri(nodes[0].Url, ChatProtocol.HubPath), Room);
        await using var bob = await Member.JoinAsync("bob", cluster, new Uri(nodes[1].Url, ChatProtocol.HubPath), Room);
        await Eventually.TrueAsync(async () => (await alice.Connection.WhoIsOnlineAsync(Room)).OnlineCount == 2, "two online");
        var offline = new TaskCompletionSource();
        alice.Connection.Updated += update =>
        {
            if (update.Events.Any(e => e.Offline?.Contains("bob") == true))
            {
                offline.TrySetResult();
            }
        };
        var began = Stopwatch.GetTimestamp();
        await cluster.CommandAsync("kill 2");
        await offline.Task.WaitAsync(Eventually.Bound);
        output.WriteLine($"Offline was announced {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s after the kill.");
        await Eventually.TrueAsync(async () => (await alice.Connection.WhoIsOnlineAsync(Room)).OnlineCount == 1, "one online");
    }

    private static async Task<List<Member>> JoinAllAsync(ClusterProcess cluster)
    {
        Uri[] hubs = [cluster.Info.HubFrom('a'), cluster.Info.HubFrom('b'), cluster.Info.HubFrom('c'), cluster.Info.Hub];
        var members = new List<Member>();
        for (var i = 0; i < Senders + 2; i++)
        {
            members.Add(await Member.JoinAsync($"user-{i}", cluster, hubs[i % hubs.Length], Room));
        }

        return members;
    }

    private static async Task SendAsync(Member member, ConcurrentQueue<(string, long)> acknowledged)
    {
        for (var i = 0; i < Messages / Senders; i++)
        {
            var message = member.Connection.Send(Room, $"{member.User} {i}");
            var result = await message.Completion.WaitAsync(TimeSpan.FromSeconds(45));
            acknowledged.Enqueue((message.Id, result.Seq));

            // A load that lasts while the node goes and comes back; nothing is waited for here.
            await Task.Delay(40);
        }
    }
}
