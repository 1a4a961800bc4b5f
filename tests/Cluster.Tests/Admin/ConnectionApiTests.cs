using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using AspireChat.Client;
using AspireChat.Cluster.Tests.Nodes;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using ConnectionInfo = AspireChat.Contracts.Admin.ConnectionInfo;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary><c>/connections</c> and <c>/announcements</c>.</summary>
[Collection(SteeredCluster.CollectionName)]
public sealed class ConnectionApiTests(SteeredCluster steered)
{
    [Fact]
    public async Task Connections_are_listed_by_node_room_and_user_in_pages_across_the_nodes()
    {
        const string room = "connections";
        await using var members = new MemberList();
        for (var i = 0; i < 6; i++)
        {
            members.Add(await steered.JoinAtAsync(i % 3, $"connected-{i / 2}", room));
        }

        List<ConnectionInfo> all = [];
        foreach (var json in await steered.Admin.GetPagesAsync($"connections?room={room}&limit=2"))
        {
            var page = json.Deserialize(AdminJson.Default.PageConnectionInfo)!;
            Assert.Equal(2, page.Items.Count);
            Assert.Empty(page.Missing!);
            all.AddRange(page.Items);
        }

        Assert.Equal(6, all.Select(connection => connection.Id).Distinct().Count());
        Assert.Equal(all.Select(connection => connection.Id).Order(StringComparer.Ordinal), all.Select(connection => connection.Id));
        Assert.Equal(["chatnode-1", "chatnode-2", "chatnode-3"], all.Select(connection => connection.Node).Distinct().Order());
        Assert.All(all, connection =>
        {
            Assert.Equal(("webSockets", false), (connection.Transport, connection.Behind));
            Assert.Equal("json", connection.Protocol);
            Assert.Equal(room, Assert.Single(connection.Rooms));
            Assert.StartsWith("connected-", connection.User, StringComparison.Ordinal);
            Assert.Equal(connection.User, connection.Name);
            Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(connection.ConnectedAt), DateTimeOffset.UtcNow.AddHours(-1),
                DateTimeOffset.UtcNow.AddMinutes(1));
        });

        var here = await steered.GetAsync($"connections?node=chatnode-2&room={room}", AdminJson.Default.PageConnectionInfo);
        Assert.Equal(all.Where(connection => connection.Node == "chatnode-2").Select(connection => connection.Id),
            here.Items.Select(connection => connection.Id));
        var hers = await steered.GetAsync("connections?user=connected-1", AdminJson.Default.PageConnectionInfo);
        Assert.Equal(all.Where(connection => connection.User == "connected-1").Select(connection => connection.Id),
            hers.Items.Select(connection => connection.Id));
        var one = await steered.GetAsync($"connections/{all[3].Id}", AdminJson.Default.ConnectionInfo);
        Assert.Equal((all[3].Id, all[3].Node, all[3].User), (one.Id, one.Node, one.User));
    }

    [Fact]
    public async Task Unknown_targets_and_invalid_values_are_refused()
    {
        await steered.AssertRefusedAsync(HttpStatusCode.NotFound, "not_found", HttpMethod.Get, "connections/nobody");
        await steered.AssertRefusedAsync(HttpStatusCode.NotFound, "not_found", HttpMethod.Delete, "connections/nobody");
        await steered.AssertRefusedAsync(HttpStatusCode.NotFound, "not_found", HttpMethod.Get, "connections?node=nobody");
        await steered.AssertRefusedAsync(HttpStatusCode.BadRequest, "bad_request", HttpMethod.Get, "connections?limit=0");
        await steered.AssertRefusedAsync(
            HttpStatusCode.BadRequest, "bad_request", HttpMethod.Post, "announcements", new TextRequest { Text = " " });
        await steered.AssertRefusedAsync(
            HttpStatusCode.BadRequest, "bad_request", HttpMethod.Post, "announcements", new TextRequest { Text = new string('x', 1_001) });
    }

    [Fact]
    public async Task A_closed_connection_ends_and_its_client_reconnects_with_another()
    {
        const string room = "cut";
        await using var alice = await steered.JoinAtAsync(1, "cut-alice", room);
        await using var bob = await steered.JoinAtAsync(1, "cut-bob", room);
        var before = Assert.Single((await steered.GetAsync("connections?user=cut-alice", AdminJson.Default.PageConnectionInfo)).Items);
        var others = Assert.Single((await steered.GetAsync("connections?user=cut-bob", AdminJson.Default.PageConnectionInfo)).Items);
        var outcome = await steered.CommandAsync(HttpMethod.Delete, $"connections/{before.Id}");
        Assert.True(outcome.Complete);
        Assert.Equal(1, outcome.Answers.Single(answer => answer.Node == "chatnode-2").Connections);
        Assert.Equal(3, outcome.Answers.Count);
        await Eventually.TrueAsync(
            async () => (await steered.GetAsync("connections?user=cut-alice", AdminJson.Default.PageConnectionInfo)).Items is [var now]
                && now.Id != before.Id,
            "alice has reconnected");
        await steered.AssertRefusedAsync(HttpStatusCode.NotFound, "not_found", HttpMethod.Get, $"connections/{before.Id}");
        Assert.Equal(
            others.Id, Assert.Single((await steered.GetAsync("connections?user=cut-bob", AdminJson.Default.PageConnectionInfo)).Items).Id);
    }

    [Fact]
    public async Task An_announcement_reaches_everyone_on_every_node_once()
    {
        var heard = new ConcurrentQueue<(string User, string Kind, string? Text)>();
        await using var members = new MemberList();
        for (var i = 0; i < 3; i++)
        {
            var member = await steered.JoinAtAsync(i, $"listener-{i}", "announced");
            member.Connection.Notified += notice =>
            {
                // The notice about the member's own joining may come after the answer to it.
                if (notice.Kind != NoticeKind.Joined)
                {
                    heard.Enqueue((member.User, notice.Kind, notice.Text));
                }
            };
            members.Add(member);
        }

        Assert.True((await steered.CommandAsync(HttpMethod.Post, "announcements", new TextRequest { Text = "first" })).Complete);
        Assert.True((await steered.CommandAsync(HttpMethod.Post, "announcements", new TextRequest { Text = "second" })).Complete);
        await Eventually.TrueAsync(() => heard.Count(one => one.Text == "second") == 3, "everyone received the second");
        foreach (var member in members)
        {
            Assert.Equal([(member.User, "announcement", "first"), (member.User, "announcement", "second")],
                heard.Where(one => one.User == member.User).Order());
        }
    }
}
