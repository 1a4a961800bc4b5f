using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>Nodes come and go while people talk, and nobody notices.</summary>
public sealed class GrowAndShrinkTests(ITestOutputHelper output)
{
    private const int Senders = 10;
    private const int PerSecond = 200;
    private const string Room = "grow-and-shrink";

    [Theory]
    [InlineData("yarp")]
    [InlineData("nginx")]
    public async Task A_node_can_be_added_and_one_drained_at_200_messages_a_second_without_errors(string ingress)
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var cluster = await ClusterProcess.StartAsync(
            ["--nodes", "3", "--redis", redis.Address, "--ingress", ingress],
            new Dictionary<string, string?> { ["Chat__Limits__SendsPerSecond"] = "0" });
        Uri[] hubs = [cluster.Info.HubFrom('a'), cluster.Info.HubFrom('b'), cluster.Info.HubFrom('c'), cluster.Info.Hub];
        var members = new List<Member>();
        for (var i = 0; i < Senders + 2; i++)
        {
            members.Add(await Member.JoinAsync($"user-{i}", cluster, hubs[i % hubs.Length], Room));
        }

        var leaving = members[0].Connection.Session!.Node;
        using var enough = new CancellationTokenSource();
        var sent = new ConcurrentQueue<OutboxMessage>();
        var began = Stopwatch.GetTimestamp();
        var sending = Task.WhenAll(members.Take(Senders).Select(member => SendAsync(member, sent, enough.Token)));
        await Eventually.TrueAsync(() => sent.Count > PerSecond, "the first second");

        await cluster.StartNodeAsync(4);
        var added = cluster.ReadReadyFile()!.Nodes.Single(node => node.Name == "chatnode-4");
        await using var newcomer = await Eventually.GetAsync(() => JoinOrNullAsync(cluster, added.Url), "somebody is on the new node");
        Assert.Equal("chatnode-4", newcomer.Connection.Session!.Node);

        var affected = members.Where(member => member.Connection.Session!.Node == leaving).ToList();
        Assert.NotEmpty(affected);
        var drainBegan = Stopwatch.GetTimestamp();
        var sentBefore = sent.Count;
        await cluster.EndNodeAsync("drain", int.Parse(leaving.Split('-')[^1], CultureInfo.InvariantCulture));
        var drained = Stopwatch.GetElapsedTime(drainBegan);
        var sentWhile = sent.Count - sentBefore;
        Assert.All(affected, member => Assert.NotEqual(leaving, member.Connection.Session!.Node));

        await enough.CancelAsync();
        await sending.WaitAsync(Eventually.Bound);
        var took = Stopwatch.GetElapsedTime(began);
        var results = await Task.WhenAll(sent.Select(message => message.Completion)).WaitAsync(Eventually.Bound);
        var head = results.Max(result => result.Seq);
        members.Add(newcomer);
        await Eventually.TrueAsync(
            () => members.TrueForAll(member => member.Shown is [.., var last] && last.Seq >= head), "every member has everything");
        foreach (var member in members)
        {
            Assert.Equal((0, 1), (member.Losses, member.Resets));
            member.AssertGapless();
        }

        foreach (var member in members.SkipLast(1))
        {
            var shown = member.Shown.Where(e => e.Kind == EventKind.Message).Select(e => e.Id!);
            Assert.Equal(sent.Select(message => message.Id).Order(), shown.Order());
        }

        output.WriteLine(
            $"{ingress}: {sent.Count} messages at {sent.Count / took.TotalSeconds:0} a second, all acknowledged, 0 lost, 0 doubled; "
            + $"{leaving} was drained within {drained.TotalSeconds:0.0} s while {sentWhile} were sent; {affected.Count} members moved, "
            + $"no connection was lost, {sent.Count(message => message.Attempts > 1)} messages were sent again by the client.");
        foreach (var member in members.SkipLast(1))
        {
            await member.DisposeAsync();
        }
    }

    private static async Task<Member?> JoinOrNullAsync(ClusterProcess cluster, Uri node)
    {
        try
        {
            using var http = new HttpClient();
            return (await http.GetAsync(new Uri(node, "/health"))).IsSuccessStatusCode
                ? await Member.JoinAsync("newcomer", cluster, new Uri(node, ChatProtocol.HubPath), Room) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task SendAsync(Member member, ConcurrentQueue<OutboxMessage> sent, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)Senders / PerSecond));
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            sent.Enqueue(member.Connection.Send(Room, $"{member.User} {i}"));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
