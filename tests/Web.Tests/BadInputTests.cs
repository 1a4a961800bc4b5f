using System.Net;
using System.Text;
using System.Text.Json;
using AspireChat.Contracts;

namespace AspireChat.Web.Tests;

/// <summary>Whatever is sent, the answer says what is wrong with it and nothing of the program.</summary>
public sealed class BadInputTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_malformed_body_returns_400_without_a_stack_trace(string environment)
    {
        await using var web = await WebProcess.StartAsync(
            new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = environment, ["Web__SessionsPerMinute"] = "0" });
        var token = Tokens.For("guest-0123456789", WebProcess.SigningKey);
        foreach (var path in new[] { "/api/session", "/api/session/claim", "/api/session/end" })
        {
            string[] bodies =
                ["{", "", "null", "[]", "\"x\"", "{\"name\":7}", "{\"name\":\"\\ud800\"}", new string('[', 5_000), "\0"];
            foreach (var body in bodies)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
                {
                    Content = new StringContent(body, Encoding.UTF8, "application/json"),
                };
                request.Headers.Authorization = new("Bearer", token);
                using var answer = await web.Http.SendAsync(request, Cancel);
                var text = await answer.Content.ReadAsStringAsync(Cancel);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    continue; // The body was fine: Redis is what is missing.
                }

                Assert.True(
                    answer.StatusCode == HttpStatusCode.BadRequest,
                    $"{path} {body[..Math.Min(20, body.Length)]}: {(int)answer.StatusCode} {text}");
                var problem = JsonDocument.Parse(text).RootElement;
                Assert.Contains(
                    problem.GetProperty("code").GetString(),
                    new[] { ChatErrors.BadRequest, SessionErrors.BadName, SessionErrors.BadPassphrase });
                Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
                Assert.False(problem.TryGetProperty("exception", out _), text);
            }
        }
    }

    [Fact]
    public async Task A_session_call_with_a_large_body_is_refused_before_it_is_read()
    {
        await using var web = await WebProcess.StartAsync(new Dictionary<string, string?> { ["Web__SessionsPerMinute"] = "0" });
        foreach (var path in new[] { "/api/session", "/api/session/claim", "/api/session/refresh", "/api/session/end" })
        {
            var body = $$"""{"name":"{{new string('x', 20_000)}}"}""";
            foreach (HttpContent content in new HttpContent[] { new StringContent(body), new ChunkedContent(Encoding.UTF8.GetBytes(body)) })
            {
                content.Headers.ContentType = new("application/json");
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
                request.Headers.Authorization = new("Bearer", Tokens.For("guest-0123456789", WebProcess.SigningKey));
                using var answer = await web.Http.SendAsync(request, Cancel);
                Assert.True(answer.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{path}: {(int)answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("yarp")]
    [InlineData("nginx")]
    public async Task A_file_that_is_too_large_returns_413_through_an_ingress(string ingress)
    {
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "1", "--ingress", ingress]);
        using var http = new HttpClient { BaseAddress = cluster.Info.Ingress };
        foreach (var size in new[] { 11 << 20, 15 << 20, 40 << 20 })
        {
            foreach (var chunked in new[] { true, false })
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/files?name=a.txt", UriKind.Relative))
                {
                    Content = chunked ? new ChunkedContent(new byte[size]) : new ByteArrayContent(new byte[size]),
                };
                request.Headers.Authorization = new("Bearer", cluster.TokenFor("guest-0123456789"));
                using var answer = await http.SendAsync(request, Cancel);
                Assert.True(answer.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{size} {chunked}: {(int)answer.StatusCode}");
                Assert.Contains("the limit is 10 MiB", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
        }

        using var accepted = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/files?name=a.txt", UriKind.Relative))
        {
            Content = new ChunkedContent(new byte[9 << 20]),
        };
        accepted.Headers.Authorization = new("Bearer", cluster.TokenFor("guest-0123456789"));
        using var stored = await http.SendAsync(accepted, Cancel);
        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);

        using var malformed = await http.PostAsync(
            new Uri("/api/session", UriKind.Relative), new StringContent("{", Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
        Assert.Contains(ChatErrors.BadRequest, await malformed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
