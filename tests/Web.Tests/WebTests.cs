using System.Net;
using System.Text.RegularExpressions;

namespace AspireChat.Web.Tests;

/// <summary>What Web answers, without a browser.</summary>
public sealed class WebTests(LoneWeb lone) : IClassFixture<LoneWeb>
{
    private HttpClient Http => lone.Web.Http;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/r/lobby")]
    [InlineData("/r/with.dot")]
    [InlineData("/plain")]
    public async Task The_content_security_policy_blocks_foreign_scripts(string path)
    {
        var answer = await Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches("script-src 'self' 'wasm-unsafe-eval' 'sha256-[A-Za-z0-9+/=]+';", policy);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.DoesNotContain("data-networks=\"a b c\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_referenced_file_exists_and_no_browser_keeps_an_old_version()
    {
        var html = await Http.GetStringAsync(new Uri("/r/lobby", UriKind.Relative), Cancel)
            + await Http.GetStringAsync(new Uri("/plain?room=lobby", UriKind.Relative), Cancel);

        var files = Regex.Matches(html, "(?:href|src)=\"([^\"]+\\.(?:js|css|svg))\"").Select(match => match.Groups[1].Value).ToList();

        Assert.True(files.Count >= 12, html);
        foreach (var file in files)
        {
            var answer = await Http.GetAsync(new Uri($"/{file}", UriKind.Relative), Cancel);
            Assert.True(answer.IsSuccessStatusCode, file);

            // A file that keeps its address must be asked for again each time.
            var isRevalidated = answer is { Headers: { CacheControl.NoCache: true, ETag: not null } };
            Assert.True(isRevalidated || Regex.IsMatch(file, "\\.[a-z0-9]{10}\\.(?:js|css|svg)$"), file);
        }

        Assert.Contains("\"./_framework/dotnet.js\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_API_path_returns_404_and_not_the_page()
    {
        var answer = await Http.GetAsync(new Uri("/api/nothing", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
