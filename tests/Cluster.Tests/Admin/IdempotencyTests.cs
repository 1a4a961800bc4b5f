using System.Net;
using System.Text.Json.Nodes;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>A write with an idempotency key is carried out once.</summary>
[Collection(nameof(AdminCollection))]
public sealed class IdempotencyTests(AdminCluster fixture)
{
    private static readonly string[] Actions = ["action"];
    private static readonly object Request = new { url = "http://127.0.0.1:1/", kinds = Actions, enabled = false };

    [Fact]
    public async Task A_repeated_request_gets_the_same_response_and_does_nothing()
    {
        var once = $"once-{Guid.NewGuid():N}";
        using var caller = AdminClient.WithToken(fixture.Cluster.Info.Ingress, fixture.Cluster.AdminTokenFor(once));
        var request = new { url = $"http://127.0.0.1:1/{once}", kinds = Actions, enabled = false };
        var key = ("Idempotency-Key", $"\"{Guid.NewGuid()}\"");
        using var first = await caller.SendAsync(HttpMethod.Post, "webhooks", request, key);
        using var again = await caller.SendAsync(HttpMethod.Post, "webhooks", request, key);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.NotNull((string?)JsonNode.Parse(await first.Content.ReadAsStringAsync())!["id"]);
        var all = await fixture.Admin.GetAsync("webhooks?limit=200");
        Assert.Single(all!["items"]!.AsArray(), webhook => ((string)webhook!["url"]!).EndsWith(once, StringComparison.Ordinal));

        // Nor is it in the audit log twice.
        var audited = await fixture.Admin.GetAsync($"audit?who={once}");
        Assert.Equal("createWebhook", (string?)Assert.Single(audited!["items"]!.AsArray())!["action"]);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        using var first = await fixture.Admin.SendAsync(HttpMethod.Post, "webhooks", Request, key);
        var other = await fixture.Admin.SendAsync(HttpMethod.Post, "webhooks", new { url = "http://127.0.0.1:2/", kinds = Actions }, key);
        await Problem.AssertAsync(other, HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller_and_a_refused_request_leaves_it_free()
    {
        using var alice = AdminClient.WithToken(fixture.Cluster.Info.Ingress, fixture.Cluster.AdminTokenFor("alice"));
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        using var refused = await fixture.Admin.SendAsync(HttpMethod.Post, "webhooks", new { url = "nowhere" }, key);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var ours = await fixture.Admin.SendAsync(HttpMethod.Post, "webhooks", Request, key);
        using var theirs = await alice.SendAsync(HttpMethod.Post, "webhooks", Request, key);
        Assert.Equal(HttpStatusCode.Created, ours.StatusCode);
        Assert.Equal(HttpStatusCode.Created, theirs.StatusCode);
        Assert.NotEqual(ours.Headers.Location, theirs.Headers.Location);
    }

    [Fact]
    public async Task Of_many_simultaneous_requests_one_is_carried_out()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => fixture.Admin.SendAsync(HttpMethod.Post, "webhooks", Request, key)));
        Assert.All(
            answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, $"{answer.StatusCode}"));
        Assert.Single(
            answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).Select(answer => answer.Headers.Location).Distinct());
        foreach (var conflict in answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict))
        {
            await Problem.AssertAsync(conflict, HttpStatusCode.Conflict, "idempotency_in_progress");
        }
    }

    [Fact]
    public async Task A_sessions_token_is_never_stored()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        using var first = await fixture.Admin.SendAsync(HttpMethod.Post, "session", null, key);
        using var again = await fixture.Admin.SendAsync(HttpMethod.Post, "session", null, key);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.False(again.Headers.Contains("Idempotency-Replayed"));
    }
}
