using System.Net;
using System.Text.RegularExpressions;

namespace AspireChat.Browser.Tests.Hosting;

/// <summary>What Web answers, without a browser.</summary>
public sealed class WebTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/r/lobby")]
    [InlineData("/r/with.dot")]
    [InlineData("/plain")]
    public async Task The_page_comes_with_a_policy_that_lets_in_no_foreign_script(string path)
    {
        await using var web = await WebProcess.StartAsync();

        var answer = await web.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches("script-src 'self' 'wasm-unsafe-eval' 'sha256-[A-Za-z0-9+/=]+';", policy);
        Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.DoesNotContain("data-networks=\"a b c\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_that_the_pages_name_is_there_and_a_changed_style_has_another_address()
    {
        await using var web = await WebProcess.StartAsync();
        var html = await web.Http.GetStringAsync(new Uri("/r/lobby", UriKind.Relative), Cancel)
            + await web.Http.GetStringAsync(new Uri("/plain?room=lobby", UriKind.Relative), Cancel);

        var files = Regex.Matches(html, "(?:href|src)=\"([^\"]+\\.(?:js|css|svg))\"").Select(match => match.Groups[1].Value).ToList();

        Assert.True(files.Count >= 12, html);
        foreach (var file in files)
        {
            var answer = await web.Http.GetAsync(new Uri($"/{file}", UriKind.Relative), Cancel);
            Assert.True(answer.IsSuccessStatusCode, file);
            if (file.EndsWith(".css", StringComparison.Ordinal))
            {
                Assert.Matches("\\.[a-z0-9]{10}\\.css$", file);
            }
        }

        Assert.Contains("\"./_framework/dotnet.js\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_api_does_not_have_is_a_404_and_not_the_page()
    {
        await using var web = await WebProcess.StartAsync();
        var answer = await web.Http.GetAsync(new Uri("/api/nothing", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
