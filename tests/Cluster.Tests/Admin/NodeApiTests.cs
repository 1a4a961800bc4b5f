using System.Net;
using AspireChat.Client;
using AspireChat.Cluster.Tests.Nodes;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary><c>/nodes</c>: listing the nodes, and moving clients off them and back.</summary>
[Collection(SteeredCluster.CollectionName)]
public sealed class NodeApiTests(SteeredCluster steered)
{
    [Fact]
    public async Task The_list_contains_each_nodes_report()
    {
        const string room = "node-list";
        await using var alice = await steered.JoinAtAsync(0, "alice", room);
        await using var bob = await steered.JoinAtAsync(0, "bob", room);
        using var enough = new CancellationTokenSource();
        var talking = TalkAsync(alice, room, enough.Token);

        // The first reports can still count clients that have just left, and a second with only a part of the messages.
        var node = await Eventually.GetAsync(
            async () => await steered.FindNodeAsync("chatnode-1") is
            {
                Connections: { WebSockets: 2, LongPolling: 0, ServerSentEvents: 0, Total: 2 }, Rooms: 1, MessagesPerSecond: > 0,
                LagP50Ms: not null,
            } busy
                && busy.DeliveriesPerSecond >= busy.MessagesPerSecond && busy.DeliveriesPerSecond <= 3 * busy.MessagesPerSecond
                    ? busy : null,
            "chatnode-1 tells of the talk of two");
        await enough.CancelAsync();
        await talking;

        Assert.InRange(node.LagP99Ms!.Value, node.LagP50Ms!.Value, 60_000);
        Assert.InRange(node.MemoryBytes, 10_000_000, 10_000_000_000);
        Assert.True(node.CpuPercent >= 0);
        Assert.False(node.Draining);
        Assert.NotEmpty(node.Version);
        Assert.StartsWith("chatnode-1~", node.Id, StringComparison.Ordinal);
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(node.StartedAt), DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow);

        var one = await steered.GetAsync("nodes/chatnode-1", AdminJson.Default.NodeInfo);
        Assert.Equal((node.Id, node.StartedAt), (one.Id, one.StartedAt));
        var first = await steered.GetAsync("nodes?limit=2", AdminJson.Default.PageNodeInfo);
        var rest = await steered.GetAsync($"nodes?limit=2&cursor={first.Next}", AdminJson.Default.PageNodeInfo);
        Assert.Equal(["chatnode-1", "chatnode-2", "chatnode-3"], first.Items.Concat(rest.Items).Select(listed => listed.Name));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task A_refused_call_is_counted()
    {
        const string room = "refusals";
        await using var alice = await steered.JoinAtAsync(1, "alice", room);
        List<Exception?> outcomes = [];
        await Eventually.TrueAsync(
            async () =>
            {
                outcomes.Add(await Record.ExceptionAsync(() => alice.Connection.EditAsync(room, 1_000_000, "nothing to edit")));
                return await steered.FindNodeAsync("chatnode-2") is { RejectedPerSecond: > 0 };
            },
            "chatnode-2 tells of refusals");
        Assert.All(outcomes, outcome => Assert.Equal(ChatErrors.NotFound, Assert.IsType<ChatException>(outcome).Code));
    }

    [Fact]
    public async Task Unknown_targets_and_invalid_values_are_refused()
    {
        await steered.AssertRefusedAsync(HttpStatusCode.NotFound, "not_found", HttpMethod.Get, "nodes/nobody");
        await steered.AssertRefusedAsync(HttpStatusCode.NotFound, "not_found", HttpMethod.Post, "nodes/nobody/drain");
        await steered.AssertRefusedAsync(HttpStatusCode.NotFound, "not_found", HttpMethod.Post, "nodes/nobody/undrain");
        await steered.AssertRefusedAsync(
            HttpStatusCode.NotFound, "not_found", HttpMethod.Post, "nodes/nobody/disconnect", new DisconnectRequest { SharePercent = 50 });
        await steered.AssertRefusedAsync(HttpStatusCode.BadRequest, "bad_request", HttpMethod.Get, "nodes?limit=201");
        foreach (var (share, seconds) in new[] { (0, 5), (101, 5), (-1, 5), (50, -1), (50, 301) })
        {
            await steered.AssertRefusedAsync(HttpStatusCode.BadRequest, "bad_request", HttpMethod.Post, "nodes/chatnode-1/disconnect",
                new { sharePercent = share, withinSeconds = seconds });
        }
    }

    [Fact]
    public async Task Draining_and_undraining_a_node_moves_clients_away_and_back_without_loss()
    {
        const string room = "rebalanced";
        const int count = 10;
        await using var members = new MemberList();
        for (var i = 0; i < count; i++)
        {
            members.Add(await Member.JoinAsync($"member-{i}", steered.Cluster, steered.Cluster.Info.HubFrom('a'), room));
        }

        // One network, so one node, as long as it accepts clients.
        var home = Assert.Single(members.Select(NodeOf).Distinct())!;
        await steered.HasAsync(home, count);
        using var enough = new CancellationTokenSource();
        var talking = TalkAsync(members[0], room, enough.Token);

        var drained = await steered.CommandAsync(HttpMethod.Post, $"nodes/{home}/drain");
        Assert.True(drained.Complete);
        Assert.Equal((home, count), (Assert.Single(drained.Answers).Node, drained.Answers[0].Connections));
        await Eventually.TrueAsync(() => members.All(member => NodeOf(member) is { } node && node != home), "everyone is on another node");
        await Eventually.TrueAsync(async () => await steered.FindNodeAsync(home) is { Draining: true, Connections.Total: 0 },
            "the node is empty and still listed");
        Assert.Contains($"{home} draining", await SlotsAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(home));

        Assert.True((await steered.CommandAsync(HttpMethod.Post, $"nodes/{home}/undrain")).Complete);
        await Eventually.TrueAsync(async () => await steered.FindNodeAsync(home) is { Draining: false }, "the node is not draining");
        await Eventually.TrueAsync(async () => await HealthAsync(home) == HttpStatusCode.OK, "the node is ready");
        await using var newcomer = await AtHomeAsync(home, room);

        var away = Assert.Single(members.Select(NodeOf).Distinct())!;
        await steered.HasAsync(away, count);
        var told = await steered.CommandAsync(
            HttpMethod.Post, $"nodes/{away}/disconnect", new DisconnectRequest { SharePercent = 50, WithinSeconds = 1 });
        Assert.Equal((true, count / 2), (told.Complete, told.Answers[0].Connections));
        await Eventually.TrueAsync(() => members.Count(member => NodeOf(member) == home) == count / 2
                && members.Count(member => NodeOf(member) == away) == count / 2,
            "half of them are back");

        await enough.CancelAsync();
        var sent = await talking;
        foreach (var member in members)
        {
            await Eventually.TrueAsync(
                () => member.Shown.Count(e => e.Kind == EventKind.Message) == sent, $"{sent} messages for {member.User}");
            Assert.Equal(1, member.Resets);
            member.AssertGapless();
        }
    }

    [Fact]
    public async Task A_drained_node_can_be_stopped_and_then_stays_drained()
    {
        const string node = "chatnode-3";
        await steered.CommandAsync(HttpMethod.Post, $"nodes/{node}/drain");
        await Eventually.TrueAsync(async () => await steered.FindNodeAsync(node) is { Draining: true }, "it drains");
        await using var late = await steered.JoinAtAsync(2, "late", "ending");
        await steered.EndAsync("drain", node);
        await Eventually.TrueAsync(async () => await steered.FindNodeAsync(node) is null, "it is not listed");
        await steered.StartAgainAsync(node);
    }

    private static string? NodeOf(Member member) =>
        member.Connection is { Status: ConnectionStatus.Online, Session: { } session } ? session.Node : null;

    private async Task<Member> AtHomeAsync(string home, string room) => await Eventually.GetAsync(
        async () =>
        {
            // The ingress notices within a moment.
            var member = await Member.JoinAsync("newcomer", steered.Cluster, steered.Cluster.Info.HubFrom('a'), room);
            if (NodeOf(member) == home)
            {
                return member;
            }

            await member.DisposeAsync();
            return null;
        },
        "the ingress sends clients home");

    private static async Task<int> TalkAsync(Member member, string room, CancellationToken enough)
    {
        var sent = 0;
        while (!enough.IsCancellationRequested)
        {
            await member.Connection.Send(room, $"{sent}").Completion.WaitAsync(Eventually.Bound, CancellationToken.None);
            sent++;

            // A continuous load. Nothing depends on this pause.
            await Task.Delay(10, CancellationToken.None);
        }

        return sent;
    }

    private async Task<string> SlotsAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(steered.Cluster.Info.AdminNode.Url, "/api/cluster/slots"));
    }

    private async Task<HttpStatusCode> HealthAsync(string name)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(steered.Cluster.Info.Nodes.Single(node => node.Name == name).Url, "/health"));
        return answer.StatusCode;
    }
}
