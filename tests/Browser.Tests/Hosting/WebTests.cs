using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AspireChat.Contracts;

namespace AspireChat.Browser.Tests.Hosting;

/// <summary>What Web answers, without a browser.</summary>
public sealed class WebTests
{
    private static readonly Uri Session = new("/api/session", UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_is_a_guest_with_the_name_as_accepted()
    {
        await using var web = await WebProcess.StartAsync();

        var before = DateTimeOffset.UtcNow;
        var answer = await web.Http.PostAsJsonAsync(Session, new SessionRequest { Name = "  Ada  " }, Cancel);
        var session = await answer.Content.ReadFromJsonAsync<SessionResponse>(Cancel);

        Assert.Equal("Ada", session!.Name);
        Assert.Matches("^guest-[a-z0-9]{8}$", session.User);
        Assert.Equal(3, session.Token.Split('.').Length);
        Assert.InRange(session.ExpiresAt, before.AddHours(7).ToUnixTimeMilliseconds(), before.AddHours(9).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("", "Please enter a name.")]
    [InlineData("a\nb", "cannot be shown")]
    [InlineData("\u200B", "can be seen")]
    public async Task A_name_that_cannot_be_used_is_a_400_that_says_why(string name, string why)
    {
        await using var web = await WebProcess.StartAsync();

        var answer = await web.Http.PostAsJsonAsync(Session, new SessionRequest { Name = name }, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(why, await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forty_characters_outside_the_basic_plane_are_forty()
    {
        await using var web = await WebProcess.StartAsync();
        var name = string.Concat(Enumerable.Repeat("𝒜", 40));
        Assert.Equal(HttpStatusCode.OK, (await web.Http.PostAsJsonAsync(Session, new SessionRequest { Name = name }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await web.Http.PostAsJsonAsync(Session, new SessionRequest { Name = name + "x" }, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Too_many_sign_ins_from_one_address_are_a_429_and_other_addresses_are_not()
    {
        await using var web = await WebProcess.StartAsync(new Dictionary<string, string?> { ["Web__SessionsPerMinute"] = "3" });

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SignInFromAsync("203.0.113.7")).StatusCode);
        }

        var refused = await SignInFromAsync("203.0.113.7");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("try again in", await DetailAsync(refused), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SignInFromAsync("203.0.113.8")).StatusCode);

        Task<HttpResponseMessage> SignInFromAsync(string address)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, Session) { Content = JsonContent.Create(new SessionRequest { Name = "Ada" }) };
            request.Headers.Add("X-Forwarded-For", address);
            return web.Http.SendAsync(request, Cancel);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/r/lobby")]
    [InlineData("/r/with.dot")]
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
    public async Task Every_file_that_the_page_names_is_there_and_a_changed_style_has_another_address()
    {
        await using var web = await WebProcess.StartAsync();
        var html = await web.Http.GetStringAsync(new Uri("/r/lobby", UriKind.Relative), Cancel);

        var files = Regex.Matches(html, "(?:href|src)=\"([^\"]+\\.(?:js|css|svg))\"").Select(match => match.Groups[1].Value).ToList();

        Assert.True(files.Count >= 6, html);
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

    private static async Task<string> DetailAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return problem.GetProperty("detail").GetString() ?? "";
    }
}
