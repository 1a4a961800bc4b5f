using System.Net;
using System.Text.Json.Nodes;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>What admins, their tokens and unreadable data in Redis cannot do.</summary>
public sealed class TrustTests(LoneAdminNode site) : IClassFixture<LoneAdminNode>
{
    private static readonly string[] Actions = ["action"];

    [Fact]
    public async Task A_banned_admin_is_refused_and_cannot_lift_the_ban()
    {
        var user = HubUser.NewName("admin");
        using var admin = site.ClientOf(user);
        Assert.NotNull(await admin.GetAsync("audit"));
        await site.Redis.HashSetAsync("chat:bans", user, """{"reason":"misuse","by":"api-key","at":1}""");
        await site.Redis.SortedSetAddAsync("chat:users", user, 1);
        var detail = await Problem.AssertAsync(await admin.SendAsync(HttpMethod.Get, "audit"), HttpStatusCode.Forbidden, "banned");
        Assert.Contains("misuse", detail, StringComparison.Ordinal);
        await Problem.AssertAsync(await admin.SendAsync(HttpMethod.Delete, $"users/{user}/ban"), HttpStatusCode.Forbidden, "banned");
        Assert.True(await site.Redis.HashExistsAsync("chat:bans", user));
        using var other = site.ClientOf(HubUser.NewName("admin"));
        Assert.NotNull(await other.GetAsync("audit"));
        await site.Admin.CallAsync(HttpMethod.Delete, $"users/{user}/ban");
        Assert.NotNull(await admin.GetAsync("audit"));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_its_event_stream_ends()
    {
        var user = HubUser.NewName("admin");
        var token = Tokens.For(user, AdminNodeProcess.SigningKeyOfAdmins, role: "admin");
        using var admin = AdminClient.WithToken(site.Url, token);
        using var http = new HttpClient { Timeout = Eventually.Bound };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Url, "/api/admin/v1/events"));
        request.Headers.Authorization = new("Bearer", token);
        using var stream = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, stream.StatusCode);
        var reading = stream.Content.ReadAsStringAsync();

        await site.Redis.HashSetAsync("chat:revocations", user, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        await Problem.AssertAsync(await admin.SendAsync(HttpMethod.Get, "audit"), HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Contains("event: statistics", await reading.WaitAsync(Eventually.Bound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_admins_with_the_same_name_are_told_apart_by_their_ids()
    {
        var (name, key) = (HubUser.NewName("Kim"), ("Idempotency-Key", Guid.NewGuid().ToString()));
        using var one = site.ClientOf($"{name}-1", name);
        using var two = site.ClientOf($"{name}-2", name);
        var webhook = new { url = "http://127.0.0.1:1/", kinds = Actions, enabled = false };
        using var first = await one.SendAsync(HttpMethod.Post, "webhooks", webhook, key);
        using var second = await two.SendAsync(HttpMethod.Post, "webhooks", webhook, key);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.False(second.Headers.Contains("Idempotency-Replayed"));
        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
        foreach (var user in new[] { $"{name}-1", $"{name}-2" })
        {
            var entry = Assert.Single(await EntriesAsync($"who={user}"));
            Assert.Equal((user, name), ((string?)entry["who"], (string?)entry["name"]));
        }
    }

    [Fact]
    public async Task A_password_in_a_webhook_address_is_refused_and_kept_out_of_the_audit_log()
    {
        var user = HubUser.NewName("admin");
        using var admin = site.ClientOf(user);
        var webhook = new { url = "https://bob:s3cret@hooks.example.com:8443/path", kinds = Actions, enabled = false };
        var detail = await Problem.AssertAsync(
            await admin.SendAsync(HttpMethod.Post, "webhooks", webhook), HttpStatusCode.BadRequest, "bad_request");
        Assert.Contains("password", detail, StringComparison.Ordinal);
        var entry = Assert.Single(await EntriesAsync($"who={user}"));
        Assert.Contains("https://hooks.example.com:8443/", (string?)entry["detail"], StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", entry.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("bob", (string?)entry["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messages", """{"text":"x","bot":"ci\nadmin"}""", "bot")]
    [InlineData("messages", """{"text":"x","bot":"ci\n"}""", "bot")]
    [InlineData("messages", """{"text":"x","bot":"ci\u2028admin"}""", "bot")]
    [InlineData("messages", """{"text":"x","bot":"ci\u0007"}""", "bot")]
    [InlineData("messages", """{"text":"x","bot":"\u3164"}""", "bot")] // a blank letter
    [InlineData("messages", """{"text":"x","bot":"ci \u202Enimda"}""", "bot")]
    [InlineData("", """{"topic":"one\ntwo"}""", "topic")]
    [InlineData("", """{"title":"\u2800"}""", "title")]
    public async Task Names_and_topics_are_one_visible_line(string path, string body, string property)
    {
        var room = await CreateRoomAsync(isPrivate: false);
        using var content = new StringContent(body, null, "application/json");
        var answer = await site.Admin.SendAsync(
            path.Length == 0 ? HttpMethod.Patch : HttpMethod.Post, $"rooms/{room}/{path}".TrimEnd('/'), content);
        var detail = await Problem.AssertAsync(answer, HttpStatusCode.BadRequest, "bad_request");
        Assert.Contains($"'{property}' must be one line", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_the_messages_of_a_private_room_is_audited()
    {
        var user = HubUser.NewName("admin");
        using var admin = site.ClientOf(user);
        var (open, closed) = (await CreateRoomAsync(isPrivate: false), await CreateRoomAsync(isPrivate: true));
        await admin.GetAsync($"rooms/{open}/messages");
        await admin.GetAsync($"rooms/{closed}");
        Assert.Empty(await EntriesAsync($"who={user}"));
        await admin.GetAsync($"rooms/{closed}/messages?limit=10");
        var entry = Assert.Single(await EntriesAsync($"who={user}"));
        Assert.Equal(("readRoom", closed, 200), ((string?)entry["action"], (string?)entry["target"], (int)entry["status"]!));
    }

    [Fact]
    public async Task Browsers_cannot_sniff_content_types_or_embed_the_API_page()
    {
        foreach (var path in new[] { "audit", "nonsense", "webhooks/nonsense", "openapi.json", "docs/" })
        {
            using var answer = await site.Admin.SendAsync(HttpMethod.Get, path);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }

        using var page = await site.Admin.SendAsync(HttpMethod.Get, "docs/");
        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("script-src[^;]*unsafe", policy);
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.Contains($"nonce=\"{nonce}\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreadable_entries_in_Redis_are_skipped()
    {
        var live = """{"id":"chatnode-7~1","name":"chatnode-7","startedAt":1}""";
        await site.Redis.SetAddAsync("chat:nodes", ["junk", "empty", "list", "other~1", "chatnode-7~1"]);
        await site.Redis.StringSetAsync("chat:node:junk", "not json");
        await site.Redis.StringSetAsync("chat:node:empty", "{}");
        await site.Redis.ListRightPushAsync("chat:node:list", "x");
        await site.Redis.StringSetAsync("chat:node:other~1", live);
        await site.Redis.StringSetAsync("chat:node:chatnode-7~1", live);
        var nodes = await site.Admin.GetAsync("nodes");
        Assert.Equal("chatnode-7", (string?)Assert.Single(nodes!["items"]!.AsArray())!["name"]);
        using var http = new HttpClient();
        Assert.Equal("chatnode-7 up\n", await http.GetStringAsync(new Uri(site.Url, "/api/cluster/slots")));

        await site.Redis.HashSetAsync("chat:webhooks", "junk", "not json");
        await site.Redis.SortedSetAddAsync("chat:audit", "junk", 0.5);
        await site.Redis.SortedSetAddAsync("chat:users", "junk", 1);
        await site.Redis.HashSetAsync("chat:bans", "junk", "not json");
        foreach (var list in new[] { "webhooks", "audit", "users" })
        {
            Assert.NotNull(await site.Admin.GetAsync(list));
        }
    }

    private async Task<string> CreateRoomAsync(bool isPrivate)
    {
        var room = HubUser.NewName("room");
        await site.Admin.CallAsync(HttpMethod.Post, "rooms", new { room, @private = isPrivate });
        return room;
    }

    private async Task<List<JsonNode>> EntriesAsync(string query) =>
        [.. (await site.Admin.GetAsync($"audit?{query}"))!["items"]!.AsArray().Select(item => item!)];
}
