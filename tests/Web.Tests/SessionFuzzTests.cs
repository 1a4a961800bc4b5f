using System.Net;
using System.Text;

namespace AspireChat.Web.Tests;

/// <summary>Whatever is sent to Web, it answers, and never with an error of its own.</summary>
public sealed class SessionFuzzTests(SessionSite site) : IClassFixture<SessionSite>
{
    private static readonly string[] Paths = ["/api/session", "/api/session/claim", "/api/session/refresh", "/api/session/end"];
    private static readonly string[] Properties = ["name", "passphrase", "attempt", "current", "everywhere", "pause", "adminToken"];
    private static readonly string[] Types =
        ["application/json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_call_answers_any_body()
    {
        var token = Tokens.For("guest-0123456789", WebProcess.SigningKey);
        await Fuzz.RunAsync(200, random => FuzzInput.Json(random, Properties), async body =>
        {
            var random = new Random(body.Length);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Paths[random.Next(Paths.Length)], UriKind.Relative))
            {
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
            };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", Types[random.Next(6) is var type and < 4 ? type : 0]);
            request.Headers.Authorization = new("Bearer", token);
            await AssertAnsweredAsync(request);
        });
    }

    [Fact]
    public Task Any_name_is_taken_or_refused() => Fuzz.RunAsync(300, random => FuzzInput.Text(random), async name =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/session", UriKind.Relative))
        {
            Content = new StringContent($"{{\"name\":{FuzzInput.Quote(name)}}}", Encoding.UTF8, "application/json"),
        };
        await AssertAnsweredAsync(request);
    });

    [Fact]
    public async Task Any_file_name_is_taken_or_refused()
    {
        var token = Tokens.For("guest-0123456789", WebProcess.SigningKey);
        await Fuzz.RunAsync(100, random => FuzzInput.Text(random), async name =>
        {
            // An unpaired surrogate has no form in an address.
            var query = Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
            if (query.Length > 8_000)
            {
                return;
            }

            using var upload = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/files?name={query}", UriKind.Relative))
            {
                Content = new StringContent("text"),
            };
            upload.Headers.Authorization = new("Bearer", token);
            await AssertAnsweredAsync(upload);
            using var download = new HttpRequestMessage(HttpMethod.Get, new Uri($"/files/{query}/{query}", UriKind.Relative));
            await AssertAnsweredAsync(download);
        });
    }

    private async Task AssertAnsweredAsync(HttpRequestMessage request)
    {
        using var answer = await site.Http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{(int)answer.StatusCode} {text}");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }
}
