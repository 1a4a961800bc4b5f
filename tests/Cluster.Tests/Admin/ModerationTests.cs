using System.Net;
using System.Text.Json.Nodes;
using AspireChat.Contracts;
using Microsoft.AspNetCore.SignalR;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Bans, mutes and room settings apply on every node.</summary>
[Collection(ModeratedCluster.CollectionName)]
public sealed class ModerationTests(ModeratedCluster site)
{
    [Fact]
    public async Task A_banned_user_is_told_why_and_disconnected_everywhere_until_the_ban_is_lifted()
    {
        var user = HubUser.NewName("user");
        await using var one = await ConnectAsync(0, user);
        await using var two = await ConnectAsync(1, user);
        await KnownAsync(user);
        var outcome = await site.Admin.CallAsync(HttpMethod.Put, $"users/{user}/ban", new { reason = "spam", minutes = 60 });
        AssertComplete(outcome, connections: 2);
        foreach (var connection in new[] { one, two })
        {
            Assert.Contains("banned: spam", (await connection.ClosedAsync())?.Message, StringComparison.Ordinal);
            Assert.Contains(connection.Notices, notice => notice.Kind == "banned" && notice.Text!.StartsWith(
                "spam (until 2", StringComparison.Ordinal));
        }

        for (var node = 0; node < 3; node++)
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(node, user));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Equal("spam", (string?)(await site.Admin.GetAsync($"users/{user}"))!["ban"]!["reason"]);
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Delete, $"users/{user}/ban"));
        await using var again = await ConnectAsync(2, user);
        Assert.Equal("", await HubUser.CodeOfAsync(again.JoinAsync("lobby")));
    }

    [Fact]
    public async Task A_guest_who_has_not_connected_yet_can_be_banned()
    {
        var user = HubUser.NewName("guest");
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Put, $"users/{user}/ban", new { reason = "spam", minutes = 60 }));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(1, user));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Delete, $"users/{user}/ban"));
        await using var again = await ConnectAsync(1, user);
    }

    [Fact]
    public async Task A_network_is_banned_listed_audited_and_allowed_again()
    {
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Put, "network-bans/203.0.113.7/24", new { reason = "spam", minutes = 60 }));
        AssertComplete(await site.Admin.CallAsync(
            HttpMethod.Put, "network-bans/2001%3Adb8%3A%3A1", new { reason = "more spam", minutes = 60 }));
        var bans = (await site.Admin.GetAsync("network-bans"))!["items"]!.AsArray();
        Assert.Equal(["2001:db8::/64", "203.0.113.0/24"], bans.Select(ban => (string?)ban!["network"]));
        Assert.Equal("more spam", (string?)bans[0]!["ban"]!["reason"]);
        foreach (var network in new[] { "203.0.113.0/24", "2001%3Adb8%3A%3A%2F64" })
        {
            AssertComplete(await site.Admin.CallAsync(HttpMethod.Delete, $"network-bans/{network}"));
        }

        Assert.Empty((await site.Admin.GetAsync("network-bans"))!["items"]!.AsArray());
        var audited = (await site.Admin.GetAsync("audit?action=banNetwork"))!["items"]!.AsArray();
        Assert.Contains(audited, entry => (string?)entry!["target"] == "203.0.113.7/24" && (int)entry["status"]! == 200);
    }

    [Fact]
    public async Task A_kicked_user_is_disconnected_on_every_node_and_needs_a_new_token()
    {
        var user = HubUser.NewName("user");
        var token = site.Cluster.TokenFor(user);
        await using var one = await HubUser.ConnectAsync(site.Cluster, 0, user, token: token);
        await using var two = await HubUser.ConnectAsync(site.Cluster, 2, user, token: token);
        await KnownAsync(user);
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Post, $"users/{user}/kick", new { reason = "behave" }), connections: 2);
        foreach (var connection in new[] { one, two })
        {
            Assert.Contains("kicked: behave", (await connection.ClosedAsync())?.Message, StringComparison.Ordinal);
            Assert.Contains(connection.Notices, notice => notice is { Kind: "kicked", Text: "behave" });
        }

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => HubUser.ConnectAsync(site.Cluster, 1, user, token: token));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        // Tokens contain the second of issue, so a token of the next second is the first that is accepted.
        await Eventually.GetAsync(async () => await ConnectAsync(1, user), "connected with a new token");
    }

    [Fact]
    public async Task A_mute_in_a_room_applies_on_every_node_and_only_in_that_room()
    {
        var (room, other, user) = (HubUser.NewName("room"), HubUser.NewName("room"), HubUser.NewName("user"));
        await using var founder = await ConnectAsync(0, HubUser.NewName("founder"));
        await founder.JoinAsync(room);
        await founder.JoinAsync(other);
        var devices = new[] { await ConnectAsync(0, user), await ConnectAsync(1, user), await ConnectAsync(2, user) };
        foreach (var device in devices)
        {
            await device.JoinAsync(room);
            await device.JoinAsync(other);
        }

        var sent = await devices[0].SendAsync(room, "while I may");
        await KnownAsync(user);
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Put, $"users/{user}/mute", new { reason = "too loud", room }));
        foreach (var device in devices)
        {
            Assert.Equal("muted", await HubUser.CodeOfAsync(device.SendAsync(room, "x")));
            Assert.Equal(
                "muted", await HubUser.CodeOfAsync(device.CallAsync("Edit", new EditRequest { Room = room, Seq = sent.Seq, Text = "y" })));
            Assert.Equal("muted", await HubUser.CodeOfAsync(
                device.CallAsync("React", new ReactRequest { Room = room, Seq = sent.Seq, Emoji = "+" })));
            Assert.Equal("muted", await HubUser.CodeOfAsync(device.CallAsync("Typing", new TypingRequest { Room = room })));
            Assert.Equal("", await HubUser.CodeOfAsync(device.SendAsync(other, "here I may")));
        }

        AssertComplete(await site.Admin.CallAsync(HttpMethod.Delete, $"users/{user}/mute?room={room}"));
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Put, $"users/{user}/mute", new { reason = "everywhere" }));
        foreach (var device in devices)
        {
            Assert.Equal("muted", await HubUser.CodeOfAsync(device.SendAsync(room, "x")));
            Assert.Equal("muted", await HubUser.CodeOfAsync(device.SendAsync(other, "x")));
        }

        AssertComplete(await site.Admin.CallAsync(HttpMethod.Delete, $"users/{user}/mute"));
        foreach (var device in devices)
        {
            Assert.Equal("", await HubUser.CodeOfAsync(device.SendAsync(room, "again")));
            await device.DisposeAsync();
        }
    }

    [Fact]
    public async Task In_a_read_only_room_only_owners_moderators_and_administrators_can_write()
    {
        var (room, user) = (HubUser.NewName("room"), HubUser.NewName("user"));
        await using var owner = await ConnectAsync(0, HubUser.NewName("owner"));
        await using var member = await ConnectAsync(1, user);
        await using var admin = await HubUser.ConnectAsync(site.Cluster, 2, HubUser.NewName("admin"), role: "admin");
        Assert.Equal("owner", (await owner.JoinAsync(room)).Role);
        Assert.Null((await member.JoinAsync(room)).Role);
        Assert.Equal("owner", (await admin.JoinAsync(room)).Role);
        var info = await site.Admin.CallAsync(HttpMethod.Patch, $"rooms/{room}", new { readOnly = true, topic = "News" });
        Assert.True((bool)info!["readOnly"]!);
        await Eventually.TrueAsync(
            () => member.Events.Any(
                e => e is { Kind: EventKind.Settings, User: "system", Text: "News", Settings: { ReadOnly: true, Topic: "News" } }),
            "the members see the change");
        Assert.Equal("read_only", await HubUser.CodeOfAsync(member.SendAsync(room, "x")));
        Assert.Equal("", await HubUser.CodeOfAsync(owner.SendAsync(room, "x")));
        Assert.Equal("", await HubUser.CodeOfAsync(admin.SendAsync(room, "x")));
        var again = await member.JoinAsync(room);
        Assert.Equal((true, "News"), (again.ReadOnly, again.Topic));

        AssertComplete(await site.Admin.CallAsync(HttpMethod.Put, $"rooms/{room}/members/{user}/role", new { role = "moderator" }));
        Assert.Equal("", await HubUser.CodeOfAsync(member.SendAsync(room, "now I may")));
        Assert.Equal("moderator", (await member.JoinAsync(room)).Role);
    }

    [Fact]
    public async Task Nobody_can_write_in_an_archived_room_and_it_is_listed_separately()
    {
        var room = HubUser.NewName("room");
        await using var owner = await ConnectAsync(0, HubUser.NewName("owner"));
        await owner.JoinAsync(room);
        var sent = await owner.SendAsync(room, "x");
        await site.Admin.CallAsync(HttpMethod.Patch, $"rooms/{room}", new { archived = true });
        Assert.Equal("archived", await HubUser.CodeOfAsync(owner.SendAsync(room, "x")));
        Assert.Equal("archived", await HubUser.CodeOfAsync(owner.CallAsync("Delete", new DeleteRequest { Room = room, Seq = sent.Seq })));
        Assert.True((await owner.JoinAsync(room)).Archived);
        Assert.Empty((await site.Admin.GetAsync($"rooms?query={room}"))!["items"]!.AsArray());
        Assert.Single((await site.Admin.GetAsync($"rooms?query={room}&archived=true"))!["items"]!.AsArray());
        using var refused = await site.Admin.SendAsync(HttpMethod.Post, $"rooms/{room}/messages", new { text = "x" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await site.Admin.CallAsync(HttpMethod.Patch, $"rooms/{room}", new { archived = false });
        Assert.Equal("", await HubUser.CodeOfAsync(owner.SendAsync(room, "x")));
    }

    [Fact]
    public async Task Slow_mode_applies_across_nodes_and_not_to_a_repeated_message()
    {
        var (room, user) = (HubUser.NewName("room"), HubUser.NewName("user"));
        await using var owner = await ConnectAsync(0, HubUser.NewName("owner"));
        await using var one = await ConnectAsync(0, user);
        await using var two = await ConnectAsync(1, user);
        await owner.JoinAsync(room);
        await one.JoinAsync(room);
        await two.JoinAsync(room);
        await site.Admin.CallAsync(HttpMethod.Patch, $"rooms/{room}", new { slowModeSeconds = 600 });
        var id = MessageId.New();
        var first = await one.SendAsync(room, "x", id);
        Assert.Equal("slow_mode", await HubUser.CodeOfAsync(one.SendAsync(room, "y")));
        var refused = await Assert.ThrowsAnyAsync<HubException>(() => two.SendAsync(room, "y"));
        Assert.Matches("slow_mode: [0-9]+ s ", refused.Message); // The pages show the number.
        var repeated = await two.SendAsync(room, "x", id);
        Assert.Equal((first.Seq, true), (repeated.Seq, repeated.Duplicate));
        await owner.SendAsync(room, "a");
        await owner.SendAsync(room, "b");
        await site.Admin.CallAsync(HttpMethod.Patch, $"rooms/{room}", new { slowModeSeconds = 0 });
        Assert.Equal("", await HubUser.CodeOfAsync(two.SendAsync(room, "y")));
    }

    [Fact]
    public async Task Moderators_can_delete_the_messages_of_others_and_members_cannot()
    {
        var (room, user) = (HubUser.NewName("room"), HubUser.NewName("user"));
        await using var owner = await ConnectAsync(0, HubUser.NewName("owner"));
        await using var member = await ConnectAsync(1, user);
        await owner.JoinAsync(room);
        await member.JoinAsync(room);
        var owners = await owner.SendAsync(room, "owner's");
        var members = await member.SendAsync(room, "member's");
        Assert.Equal(
            "forbidden", await HubUser.CodeOfAsync(member.CallAsync("Delete", new DeleteRequest { Room = room, Seq = owners.Seq })));
        Assert.Equal("", await HubUser.CodeOfAsync(owner.CallAsync("Delete", new DeleteRequest { Room = room, Seq = members.Seq })));
        await Eventually.TrueAsync(
            () => member.Events.Any(e => e.Kind == EventKind.Delete && e.Target == members.Seq), "the member sees the deletion");
    }

    [Fact]
    public async Task A_removed_member_leaves_the_room_on_every_node()
    {
        var (room, user) = (HubUser.NewName("room"), HubUser.NewName("user"));
        await using var owner = await ConnectAsync(2, HubUser.NewName("owner"));
        await using var one = await ConnectAsync(0, user);
        await using var two = await ConnectAsync(1, user);
        await owner.JoinAsync(room);
        await one.JoinAsync(room);
        await two.JoinAsync(room);
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Delete, $"rooms/{room}/members/{user}?reason=off-topic"), connections: 2);
        foreach (var device in new[] { one, two })
        {
            await Eventually.TrueAsync(
                () => device.Notices.Any(notice => notice is { Kind: "removed", Text: "off-topic" } && notice.Room == room), "told");
            Assert.Equal("not_member", await HubUser.CodeOfAsync(device.SendAsync(room, "x")));
        }

        await Eventually.TrueAsync(() => owner.Events.Any(e => e.Kind == EventKind.Leave && e.User == user), "the others see it");
        Assert.DoesNotContain(
            user, (await site.Admin.GetAsync($"rooms/{room}/members"))!["items"]!.AsArray().Select(member => (string?)member!["user"]));
    }

    [Fact]
    public async Task A_deleted_room_is_gone_and_a_room_of_the_same_name_is_new()
    {
        var room = HubUser.NewName("room");
        await using var one = await ConnectAsync(0, HubUser.NewName("one"));
        await using var two = await ConnectAsync(1, HubUser.NewName("two"));
        var before = await one.JoinAsync(room);
        await two.JoinAsync(room);
        await one.SendAsync(room, "x");
        AssertComplete(await site.Admin.CallAsync(HttpMethod.Delete, $"rooms/{room}"), connections: 2);
        await Eventually.TrueAsync(() => two.Notices.Any(notice => notice.Kind == "deleted" && notice.Room == room), "told");
        Assert.Equal("not_member", await HubUser.CodeOfAsync(one.SendAsync(room, "x")));
        using var gone = await site.Admin.SendAsync(HttpMethod.Get, $"rooms/{room}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var after = await two.JoinAsync(room);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal("owner", after.Role);
        Assert.All(after.Events, e => Assert.Equal(EventKind.Join, e.Kind));
    }

    [Fact]
    public async Task Sanctions_survive_a_killed_node_and_a_restart_of_the_whole_cluster()
    {
        using var folder = new TemporaryFolder();
        var (banned, muted) = ("mallory", "trudy");
        {
            await using var cluster = await ClusterProcess.StartAsync(["--nodes", "2"], data: folder["data"]);
            using var admin = AdminClient.WithKey(cluster.Info);
            await using (var one = await HubUser.ConnectAsync(cluster, 0, banned))
            await using (var two = await HubUser.ConnectAsync(cluster, 1, muted))
            {
                await two.JoinAsync("lobby");
                await Eventually.TrueAsync(async () => (await admin.GetAsync("users"))!["items"]!.AsArray().Count == 2, "both are known");
                await admin.CallAsync(HttpMethod.Put, $"users/{banned}/ban", new { reason = "spam" });
                await admin.CallAsync(HttpMethod.Put, $"users/{muted}/mute", new { reason = "loud" });
            }

            await cluster.EndNodeAsync("kill", 1);
            await cluster.StartNodeAsync(1);
            await AssertHoldsAsync(cluster, banned, muted);
        }

        await using var again = await ClusterProcess.StartAsync(["--nodes", "2"], data: folder["data"]);
        await AssertHoldsAsync(again, banned, muted);
    }

    private static async Task AssertHoldsAsync(ClusterProcess cluster, string banned, string muted)
    {
        // A node that is starting refuses for another reason, but it lets nobody in.
        List<Exception?> outcomes = [];
        await Eventually.TrueAsync(
            async () =>
            {
                outcomes.Add(await Record.ExceptionAsync(() => HubUser.ConnectAsync(cluster, 0, banned)));
                return outcomes[^1] is HttpRequestException { StatusCode: HttpStatusCode.Forbidden };
            },
            "banned at node 1");
        Assert.DoesNotContain(null, outcomes);
        await using var quiet = await HubUser.ConnectAsync(cluster, 0, muted);
        await quiet.JoinAsync("lobby");
        Assert.Equal("muted", await HubUser.CodeOfAsync(quiet.SendAsync("lobby", "x")));
    }

    private Task<HubUser> ConnectAsync(int node, string user) => HubUser.ConnectAsync(site.Cluster, node, user);

    private Task<JsonNode> KnownAsync(string user) => Eventually.GetAsync(() => site.Admin.GetAsync($"users/{user}"), "the user is known");

    private static void AssertComplete(JsonNode? outcome, int? connections = null)
    {
        Assert.True((bool)outcome!["complete"]!, outcome.ToJsonString());
        Assert.Equal(3, outcome["answers"]!.AsArray().Count);
        if (connections is not null)
        {
            Assert.Equal(connections, outcome["answers"]!.AsArray().Sum(answer => (int)answer!["connections"]!));
        }
    }
}
