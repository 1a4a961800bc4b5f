using System.Net;
using System.Text.Json.Nodes;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary><c>/users</c> of the admin API.</summary>
[Collection(ModeratedCluster.CollectionName)]
public sealed class UserApiTests(ModeratedCluster site)
{
    [Fact]
    public async Task A_user_is_shown_with_nodes_and_rooms_even_after_disconnecting()
    {
        var (user, room) = (HubUser.NewName("user"), HubUser.NewName("room"));
        await using (var one = await HubUser.ConnectAsync(site.Cluster, 0, user))
        await using (var two = await HubUser.ConnectAsync(site.Cluster, 1, user))
        {
            await one.JoinAsync(room);
            await Eventually.TrueAsync(
                async () => await UserAsync(user) is var info && info["nodes"]!.AsArray().Count == 2
                    && (bool)info["rooms"]![0]!["online"]!,
                "on two nodes");
            var shown = await UserAsync(user);
            Assert.True((bool)shown["online"]!);
            Assert.Equal((room, "owner"), ((string?)shown["rooms"]![0]!["room"], (string?)shown["rooms"]![0]!["role"]));
            Assert.True((long)shown["firstSeenAt"]! <= (long)shown["lastSeenAt"]!);
            await site.Admin.CallAsync(HttpMethod.Put, $"users/{user}/mute", new { reason = "here", room });
            Assert.Equal("here", (string?)(await UserAsync(user))["rooms"]![0]!["mute"]!["reason"]);
        }

        await Eventually.TrueAsync(async () => !(bool)(await UserAsync(user))["online"]!, "offline");
    }

    [Fact]
    public async Task Users_are_listed_in_pages_and_filtered_by_name_presence_and_sanction()
    {
        var prefix = HubUser.NewName("many");
        List<HubUser> users = [];
        for (var i = 0; i < 7; i++)
        {
            users.Add(await HubUser.ConnectAsync(site.Cluster, i % 3, $"{prefix}-{i}"));
        }

        await Eventually.TrueAsync(async () => (await ListAsync($"query={prefix}&online=true")).Count == 7, "seven online");
        HashSet<string> seen = [];
        foreach (var page in await site.Admin.GetPagesAsync($"users?query={prefix}&limit=3"))
        {
            Assert.All(page["items"]!.AsArray(), item => Assert.True(seen.Add((string)item!["user"]!)));
        }

        Assert.Equal(7, seen.Count);

        await site.Admin.CallAsync(HttpMethod.Put, $"users/{prefix}-1/ban", new { reason = "x" });
        await site.Admin.CallAsync(HttpMethod.Put, $"users/{prefix}-2/mute", new { reason = "x" });
        Assert.Equal([$"{prefix}-1"], await ListAsync($"query={prefix}&banned=true"));
        Assert.Equal([$"{prefix}-2"], await ListAsync($"query={prefix.ToUpperInvariant()}&muted=true"));
        Assert.Equal(6, (await ListAsync($"query={prefix}&banned=false")).Count);
        foreach (var user in users)
        {
            await user.DisposeAsync();
        }

        await Eventually.TrueAsync(async () => (await ListAsync($"query={prefix}&online=false")).Count == 7, "seven offline");
    }

    [Fact]
    public async Task A_notice_reaches_a_user_once_on_every_device()
    {
        var user = HubUser.NewName("user");
        await using var one = await HubUser.ConnectAsync(site.Cluster, 0, user);
        await using var two = await HubUser.ConnectAsync(site.Cluster, 1, user);
        await Eventually.GetAsync(() => site.Admin.GetAsync($"users/{user}"), "known");
        await site.Admin.CallAsync(HttpMethod.Post, $"users/{user}/notice", new { text = "first" });
        await site.Admin.CallAsync(HttpMethod.Post, $"users/{user}/notice", new { text = "second" });
        foreach (var device in new[] { one, two })
        {
            await Eventually.TrueAsync(() => device.Notices.Any(notice => notice.Text == "second"), "told");
            Assert.Equal(["first", "second"], device.Notices.Where(notice => notice.Kind == "notice").Select(notice => notice.Text));
        }
    }

    [Theory]
    [InlineData("GET", "users/nobody-{0}", null, HttpStatusCode.NotFound, "nobody")]
    [InlineData("POST", "users/nobody-{0}/kick", """{"reason":""}""", HttpStatusCode.NotFound, "nobody")]
    [InlineData("PUT", "users/bot:{0}/ban", """{"reason":""}""", HttpStatusCode.BadRequest, "bot")]
    [InlineData("PUT", "network-bans/203.0.113.7", """{"reason":""}""", HttpStatusCode.BadRequest, "minutes")]
    [InlineData("PUT", "network-bans/203.0.113.7", """{"reason":"","minutes":43201}""", HttpStatusCode.BadRequest, "43200")]
    [InlineData("PUT", "network-bans/0.0.0.0/0", """{"reason":"","minutes":60}""", HttpStatusCode.BadRequest, "range")]
    [InlineData("DELETE", "network-bans/everybody", null, HttpStatusCode.BadRequest, "range")]
    [InlineData("DELETE", "users/nobody-{0}/mute", null, HttpStatusCode.NotFound, "nobody")]
    [InlineData("PUT", "users/{0}/mute", """{"reason":"","room":"no-such-room"}""", HttpStatusCode.NotFound, "no-such-room")]
    [InlineData("PUT", "users/{0}/ban", """{"reason":"","minutes":-1}""", HttpStatusCode.BadRequest, "1 to")]
    [InlineData("PUT", "users/{0}/ban", """{"reason":"","room":"lobby"}""", HttpStatusCode.BadRequest, "room")]
    [InlineData("POST", "users/{0}/kick", """{"reason":"LONG"}""", HttpStatusCode.BadRequest, "at most 500")]
    [InlineData("POST", "users/{0}/notice", """{"text":" "}""", HttpStatusCode.BadRequest, "empty")]
    [InlineData("GET", "users?limit=201", null, HttpStatusCode.BadRequest, "200")]
    [InlineData("GET", "users?cursor=nonsense", null, HttpStatusCode.BadRequest, "cursor")]
    public async Task Invalid_calls_are_refused_with_a_reason(
        string method, string path, string? body, HttpStatusCode status, string detail)
    {
        var user = HubUser.NewName("user");
        await using var connection = await HubUser.ConnectAsync(site.Cluster, 0, user);
        await Eventually.GetAsync(() => site.Admin.GetAsync($"users/{user}"), "known");
        var json = body?.Replace("LONG", new string('x', 501), StringComparison.Ordinal);
        using var content = json is null ? null : new StringContent(json, null, "application/json");
        using var answer = await site.Admin.SendAsync(new HttpMethod(method), string.Format(null, path, user), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, text);
        Assert.Contains(detail, (string?)JsonNode.Parse(text)!["detail"], StringComparison.Ordinal);
    }

    private async Task<JsonNode> UserAsync(string user) => (await site.Admin.GetAsync($"users/{user}"))!;

    private async Task<IReadOnlyList<string>> ListAsync(string query) =>
        [.. (await site.Admin.GetAsync($"users?{query}"))!["items"]!.AsArray().Select(item => (string)item!["user"]!)];
}
