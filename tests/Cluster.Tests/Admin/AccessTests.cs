using System.Net;
using System.Text;

namespace AspireChat.Cluster.Tests.Admin;

/// <summary>Who can call the admin API, and how others are refused.</summary>
[Collection(nameof(AdminCollection))]
public sealed class AccessTests(AdminCluster fixture)
{
    private const string Signing = "a-signing-key-of-more-than-32-characters";

    private ClusterInfo Info => fixture.Cluster.Info;

    [Fact]
    public async Task Calls_without_a_valid_key_or_token_are_refused()
    {
        using var nobody = AdminClient.Anonymous(Info.Ingress);
        using var stranger = AdminClient.WithKey(Info.Ingress, "not the key, but as long as one would be");
        using var forger = AdminClient.WithToken(Info.Ingress, Tokens.WronglySigned("mallory"));
        using var late = AdminClient.WithToken(
            Info.Ingress, Tokens.For("admin", Info.AdminSigningKey, role: "admin", lifetime: TimeSpan.FromHours(-1)));
        foreach (var caller in new[] { nobody, stranger, forger, late })
        {
            await Problem.AssertAsync(await caller.SendAsync(HttpMethod.Get, "audit"), HttpStatusCode.Unauthorized, "unauthorized");
            await Problem.AssertAsync(await caller.SendAsync(HttpMethod.Post, "session"), HttpStatusCode.Unauthorized, "unauthorized");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("moderator")]
    public async Task A_token_with_another_role_is_refused(string? role)
    {
        using var guest = AdminClient.WithToken(Info.Ingress, Tokens.For("guest", Info.AdminSigningKey, role: role));
        await Problem.AssertAsync(await guest.SendAsync(HttpMethod.Get, "audit"), HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_token_signed_with_the_users_key_is_refused_whatever_role_it_names()
    {
        using var forger = AdminClient.WithToken(Info.Ingress, fixture.Cluster.TokenFor("mallory", "admin"));
        await Problem.AssertAsync(await forger.SendAsync(HttpMethod.Get, "audit"), HttpStatusCode.Unauthorized, "unauthorized");
        using var admin = AdminClient.WithToken(Info.Ingress, fixture.Cluster.AdminTokenFor("ada"));
        Assert.NotNull(await admin.GetAsync("audit"));
    }

    [Fact]
    public void No_chat_node_has_a_key_that_makes_an_admin()
    {
        string[] secrets = [Info.AdminSigningKey, Info.AdminKey];
        foreach (var node in Info.Nodes)
        {
            var environment = File.ReadAllText($"/proc/{node.Pid}/environ");
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, environment, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_key_opens_a_session_and_the_sessions_token_cannot_open_another()
    {
        var session = await fixture.Admin.CallAsync(HttpMethod.Post, "session");
        Assert.Equal("admin", (string?)session!["user"]);
        var ends = DateTimeOffset.FromUnixTimeMilliseconds((long)session["expiresAt"]!);
        Assert.InRange(ends, DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(61));

        using var page = AdminClient.WithToken(Info.Ingress, (string)session["token"]!);
        Assert.NotNull(await page.GetAsync("audit"));
        await Problem.AssertAsync(await page.SendAsync(HttpMethod.Post, "session"), HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task An_unknown_path_is_answered_with_problem_details()
    {
        await Problem.AssertAsync(await fixture.Admin.SendAsync(HttpMethod.Get, "nonsense"), HttpStatusCode.NotFound, "not_found");
        await Problem.AssertAsync(await fixture.Admin.SendAsync(HttpMethod.Get, "webhooks/nonsense"), HttpStatusCode.NotFound, "not_found");
        await Problem.AssertAsync(
            await fixture.Admin.SendAsync(HttpMethod.Put, "audit"), HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    [Theory]
    [InlineData("{", "body")]
    [InlineData("""{"url": "http://127.0.0.1:1/", "colour": "red"}""", "colour")]
    [InlineData("""{"url": 7}""", "$.url")]
    [InlineData("""{"url": "http://127.0.0.1:1/", "kinds": [null]}""", "kinds")]
    [InlineData("""{"url": "a", "url": "b"}""", "url")]
    [InlineData("""{"url": "ftp://127.0.0.1/", "kinds": ["action"]}""", "http")]
    [InlineData("""{"url": "https://example.com/", "kinds": ["action"]}""", "AllowedHosts")]
    [InlineData("""{"url": "https://hooks.example.com.evil.test/", "kinds": ["action"]}""", "AllowedHosts")]
    [InlineData("""{"url": "http://127.0.0.1:1/"}""", "kinds")]
    [InlineData("""{"url": "http://127.0.0.1:1/", "kinds": ["typing"], "rooms": ["here"]}""", "kinds")]
    [InlineData("""{"url": "http://127.0.0.1:1/", "kinds": ["message"]}""", "rooms")]
    public async Task An_invalid_body_is_refused_with_the_reason(string body, string word)
    {
        var answer = await fixture.Admin.SendAsync(HttpMethod.Post, "webhooks", new StringContent(body, Encoding.UTF8, "application/json"));
        var detail = await Problem.AssertAsync(answer, HttpStatusCode.BadRequest, "bad_request");
        Assert.Contains(word, detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AspireChat", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_not_JSON_is_refused()
    {
        var large = new StringContent($$"""{"url": "{{new string('x', 200_000)}}"}""", Encoding.UTF8, "application/json");
        await Problem.AssertAsync(
            await fixture.Admin.SendAsync(HttpMethod.Post, "webhooks", large), HttpStatusCode.RequestEntityTooLarge, "too_large");
        var form = new StringContent("url=x", Encoding.UTF8, "application/x-www-form-urlencoded");
        await Problem.AssertAsync(
            await fixture.Admin.SendAsync(HttpMethod.Post, "webhooks", form),
            HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await Problem.AssertAsync(
            await fixture.Admin.SendAsync(HttpMethod.Get, "audit?limit=201"), HttpStatusCode.BadRequest, "bad_request");
        var detail = await Problem.AssertAsync(
            await fixture.Admin.SendAsync(HttpMethod.Get, "audit?limit=many"), HttpStatusCode.BadRequest, "bad_request");
        Assert.Equal("The parameter Limit cannot be 'many'.", detail);
    }

    [Fact]
    public async Task A_caller_that_calls_too_often_is_limited_and_others_are_not()
    {
        using var busy = AdminClient.WithToken(Info.Ingress, fixture.Cluster.AdminTokenFor("busy"));
        using var other = AdminClient.WithToken(Info.Ingress, fixture.Cluster.AdminTokenFor("other"));
        HttpResponseMessage? refused = null;
        for (var round = 0; refused is null && round < 20; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => busy.SendAsync(HttpMethod.Get, "audit?limit=1")));
            refused = answers.FirstOrDefault(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        }

        Assert.NotNull(refused);
        Assert.NotNull(refused.Headers.RetryAfter);
        await Problem.AssertAsync(refused, HttpStatusCode.TooManyRequests, "rate_limited");
        Assert.NotNull(await other.GetAsync("audit?limit=1"));
        await Eventually.TrueAsync(async () => await busy.GetAsync("audit?limit=1") is not null, "the busy caller is accepted again");
    }

    [Fact]
    public async Task An_address_that_guesses_keys_is_limited_and_the_right_key_still_works_there()
    {
        using var guesser = AdminClient.WithKey(Info.AdminNode.Url, "a guess");
        using var admin = AdminClient.WithKey(Info.AdminNode.Url, Info.AdminKey);
        var address = ("X-Forwarded-For", "203.0.113.7");
        for (var guess = 0; guess < 30; guess++)
        {
            await Problem.AssertAsync(
                await guesser.SendAsync(HttpMethod.Get, "audit", null, address), HttpStatusCode.Unauthorized, "unauthorized");
        }

        var held = await guesser.SendAsync(HttpMethod.Get, "audit", null, address);
        Assert.NotNull(held.Headers.RetryAfter);
        await Problem.AssertAsync(held, HttpStatusCode.TooManyRequests, "rate_limited");
        await Problem.AssertAsync(
            await guesser.SendAsync(HttpMethod.Get, "audit", null, ("X-Forwarded-For", "203.0.113.8")),
            HttpStatusCode.Unauthorized, "unauthorized");
        using var let = await admin.SendAsync(HttpMethod.Get, "audit", null, address);
        Assert.Equal(HttpStatusCode.OK, let.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("too short")]
    public async Task An_admin_node_without_a_valid_key_does_not_start_and_says_so(string? key)
    {
        var (exitCode, output) = await AdminNodeProcess.FailAsync("127.0.0.1:1", Signing, key);
        Assert.Equal(2, exitCode);
        Assert.Contains("Chat:AdminKey", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_node_with_an_invalid_setting_does_not_start_and_names_it()
    {
        var (exitCode, output) = await AdminNodeProcess.FailAsync(
            "127.0.0.1:1", Signing, AdminNodeProcess.Key, new Dictionary<string, string?> { ["Chat__Admin__AnswersWithin"] = "00:02:00" });
        Assert.Equal(2, exitCode);
        Assert.Contains("Chat:Admin:AnswersWithin must be more than 0 and at most 00:01:00", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_refused_while_Redis_is_down_and_work_again_afterwards()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var node = await AdminNodeProcess.StartAsync(redis.Address, Signing, AdminNodeProcess.Key);
        using var admin = AdminClient.WithKey(node.Url, AdminNodeProcess.Key);
        Assert.NotNull(await admin.GetAsync("webhooks"));
        await redis.StopAsync();
        var answer = await admin.SendAsync(HttpMethod.Get, "webhooks");
        Assert.NotNull(answer.Headers.RetryAfter);
        await Problem.AssertAsync(answer, HttpStatusCode.ServiceUnavailable, "unavailable");
        await redis.StartAsync();
        await Eventually.TrueAsync(async () => await admin.GetAsync("webhooks") is not null, "calls work again");
    }
}
