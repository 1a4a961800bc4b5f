using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using StackExchange.Redis;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>The audit log: who did what.</summary>
[Collection(nameof(AdminCollection))]
public sealed class AuditTests(AdminCluster fixture)
{
    private static readonly string[] Actions = ["action"];

    [Fact]
    public async Task Successful_and_refused_calls_are_logged_without_secrets()
    {
        using var alice = AdminClient.WithToken(fixture.Cluster.Info.Ingress, fixture.Cluster.AdminTokenFor("alice-the-admin"));
        var webhook = await alice.CallAsync(
            HttpMethod.Post, "webhooks", new { url = "https://hooks.example.com/T0KEN/abc?key=s3cret", kinds = Actions, enabled = false });
        var id = (string)webhook!["id"]!;
        using var refused = await alice.SendAsync(HttpMethod.Post, "webhooks", new { url = "nowhere", kinds = Actions });
        using var missing = await alice.SendAsync(HttpMethod.Delete, "webhooks/missing");
        await alice.CallAsync(HttpMethod.Delete, $"webhooks/{id}");

        var entries = Items(await fixture.Admin.GetAsync("audit?who=alice-the-admin"));
        Assert.Equal(
            [("deleteWebhook", id, 204), ("deleteWebhook", "missing", 404), ("createWebhook", "", 400), ("createWebhook", "", 201)],
            entries.Select(entry => ((string)entry["action"]!, (string)entry["target"]!, (int)entry["status"]!)));
        Assert.Contains("hooks.example.com", (string?)entries[3]["detail"], StringComparison.Ordinal);
        Assert.All(entries, entry =>
        {
            Assert.DoesNotContain("T0KEN", entry.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", entry.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain((string)webhook["secret"]!, entry.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Entries_are_published_on_the_event_channel()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Cluster.Info.Redis);
        var heard = new ConcurrentQueue<string>();
        await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal("chat:events"), (_, message) => heard.Enqueue(message.ToString()));
        using var missing = await fixture.Admin.SendAsync(HttpMethod.Delete, "webhooks/watched");
        await Eventually.TrueAsync(
            () => heard.Select(text => JsonNode.Parse(text)!).Any(
                json => (string?)json["kind"] == "action" && (string?)json["action"]!["target"] == "watched"),
            "the action is published");
    }

    [Fact]
    public async Task Entries_are_listed_in_pages_newest_first()
    {
        using var bob = AdminClient.WithToken(fixture.Cluster.Info.Ingress, fixture.Cluster.AdminTokenFor("bob-the-admin"));
        for (var number = 1; number <= 5; number++)
        {
            using var missing = await bob.SendAsync(HttpMethod.Delete, $"webhooks/no-{number}");
        }

        List<string> targets = [];
        foreach (var page in await fixture.Admin.GetPagesAsync("audit?who=bob-the-admin&action=deleteWebhook&limit=2"))
        {
            Assert.InRange(Items(page).Count, 1, 2);
            targets.AddRange(Items(page).Select(entry => (string)entry["target"]!));
        }

        Assert.Equal(["no-5", "no-4", "no-3", "no-2", "no-1"], targets);
    }

    [Fact]
    public async Task Entries_are_filtered_by_caller_action_and_time()
    {
        using var dora = AdminClient.WithToken(fixture.Cluster.Info.Ingress, fixture.Cluster.AdminTokenFor("dora-the-admin"));
        using var missing = await dora.SendAsync(HttpMethod.Delete, "webhooks/dora-1");
        using var posted = await dora.SendAsync(HttpMethod.Post, "rooms/dora-has-none/messages", new { text = "hello" });
        var all = Items(await fixture.Admin.GetAsync("audit?who=dora-the-admin"));
        Assert.Equal(["postMessage", "deleteWebhook"], all.Select(entry => (string)entry["action"]!));
        var (first, last) = ((long)all[1]["at"]!, (long)all[0]["at"]!);

        Assert.Equal(["deleteWebhook"], await FindAsync("action=delete%20webhook"));
        Assert.Equal(["deleteWebhook"], await FindAsync("action=Delete-Webhook"));
        Assert.Equal(["deleteWebhook"], await FindAsync("except=postMessage"));
        Assert.Equal(["postMessage", "deleteWebhook"], await FindAsync($"from={first}&to={last + 1}"));
        Assert.Empty(await FindAsync($"from={last + 1}"));
        Assert.Empty(await FindAsync($"to={first}"));

        async Task<IReadOnlyList<string>> FindAsync(string filter) =>
            [.. Items(await fixture.Admin.GetAsync($"audit?who=dora-the-admin&{filter}")).Select(entry => (string)entry["action"]!)];
    }

    [Fact]
    public async Task Callers_without_access_add_no_entries()
    {
        using var guest = AdminClient.WithToken(
            fixture.Cluster.Info.Ingress, Tokens.For("carol-the-guest", fixture.Cluster.Info.AdminSigningKey));
        using var refused = await guest.SendAsync(HttpMethod.Delete, "webhooks/any");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Empty(Items(await fixture.Admin.GetAsync("audit?who=carol-the-guest")));
    }

    private static List<JsonNode> Items(JsonNode? page) => [.. page!["items"]!.AsArray().Select(item => item!)];
}
