using System.Net;
using System.Net.Http.Json;
using AspireChat.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AspireChat.Web.Tests;

/// <summary>Sign-in with an account at an OpenID Connect provider.</summary>
public sealed class OpenIdTests(OpenIdSite site) : IClassFixture<OpenIdSite>
{
    private static readonly Uri Account = new("/api/session/oidc", UriKind.Relative);

    private readonly OpenIdProvider _provider = site.Provider;
    private readonly WebProcess _web = site.Web;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_is_the_same_user_at_every_sign_in()
    {
        _provider.Person = new() { ["sub"] = "4711", ["name"] = "Ada Lovelace", ["groups"] = new[] { "staff", "chat-admins" } };
        var (first, page) = await SignInAsync();
        Assert.Equal(new Uri(_web.Http.BaseAddress!, "/r/lobby?signin=done"), page);
        Assert.Equal(("Ada Lovelace", "admin", true), (first.Name, first.Role, first.Kept));
        Assert.Matches("^user-[0-9a-f]{24}$", first.User);
        Assert.Equal("admin", new JsonWebToken(first.Token).GetPayloadValue<string>("role"));

        var renewed = (await _web.Http.RefreshAsync(first.Token, first.AdminToken)).Opened;
        Assert.Equal((first.User, "admin"), (renewed.User, renewed.Role));
        Assert.NotNull(renewed.AdminToken);

        _provider.Person["groups"] = new[] { "staff" };
        var (again, _) = await SignInAsync();
        Assert.Equal((first.User, "Ada Lovelace", null), (again.User, again.Name, again.Role));
    }

    [Fact]
    public async Task Accounts_with_the_same_name_get_different_names_that_no_guest_can_take()
    {
        await using var open = await site.StartWebAsync(guests: true);
        _provider.Person = new() { ["sub"] = "11", ["name"] = "Grace" };
        var (grace, _) = await SignInAsync();
        _provider.Person = new() { ["sub"] = "12", ["name"] = "GRACE" };
        var (other, _) = await SignInAsync();
        Assert.Equal(("Grace", "GRACE 2"), (grace.Name, other.Name));
        Assert.NotEqual(grace.User, other.User);
        Assert.Equal(SessionErrors.NameInUse, (await open.Http.SignInAsync("grace")).Code);
        Assert.Equal(HttpStatusCode.OK, (await open.Http.SignInAsync("somebody else")).Status);

        // It is kept also while they are not here.
        await _web.Http.EndAsync(grace);
        Assert.Equal(SessionErrors.NameInUse, (await open.Http.SignInAsync("grace")).Code);
    }

    [Theory]
    [InlineData("System", "augusta", "augusta")]
    [InlineData("\u202Eevil", "", "Somebody")]
    [InlineData("0123456789012345678901234567890123456789", "", "01234567890123456789012345678901234")]
    public async Task An_invalid_account_name_is_replaced(string name, string preferred, string shown)
    {
        _provider.Person = new() { ["sub"] = $"named {shown}", ["name"] = name, ["preferred_username"] = preferred };
        Assert.Equal(shown, (await SignInAsync()).Session.Name);
    }

    [Fact]
    public async Task Without_guests_a_name_alone_is_refused_and_the_page_knows()
    {
        var refused = await _web.Http.SignInAsync("Ada");
        Assert.Equal((HttpStatusCode.Forbidden, SessionErrors.NoGuests), (refused.Status, refused.Code));
        var page = await _web.Http.GetStringAsync(new Uri("/", UriKind.Relative), Cancel);
        Assert.Contains("data-account=\"Example &amp; Co\" data-guests=\"off\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_account_sign_in_returns_to_the_page()
    {
        _provider.Person = null;
        using var browser = Browser();
        using var answer = await browser.GetAsync(Account, Cancel);
        Assert.Equal("/?signin=failed", answer.RequestMessage!.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task The_session_is_returned_once_and_only_with_the_cookie()
    {
        _provider.Person = new() { ["sub"] = "21", ["name"] = "Ada" };
        using var browser = Browser();
        using (await browser.GetAsync(Account, Cancel))
        {
            // Another site's form or script cannot set the header.
            using var forged = await browser.PostAsync(Account, null, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
            Assert.NotNull((await ExchangeAsync(browser)).Session);
            Assert.Equal(HttpStatusCode.Unauthorized, (await ExchangeAsync(browser)).Status);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await ExchangeAsync(_web.Http)).Status);
    }

    [Fact]
    public async Task A_sign_in_can_start_and_end_on_different_replicas()
    {
        await using var other = await site.StartWebAsync();
        _provider.Person = new() { ["sub"] = "31", ["name"] = "Ada" };
        using var browser = Browser(follow: false);
        using var begun = await browser.GetAsync(Account, Cancel);
        using var provided = await browser.GetAsync(begun.Headers.Location, Cancel);
        var back = new UriBuilder(provided.Headers.Location!) { Port = other.Http.BaseAddress!.Port }.Uri;

        // As behind an ingress: the redirect's address is the one that both have for the outside.
        using var request = new HttpRequestMessage(HttpMethod.Get, back);
        request.Headers.Host = _web.Http.BaseAddress!.Authority;
        using var ended = await browser.SendAsync(request, Cancel);
        Assert.Equal("/?signin=done", ended.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Behind_an_ingress_the_provider_redirects_to_the_public_address()
    {
        using var browser = Browser(follow: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, Account);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "chat.example");
        using var answer = await browser.SendAsync(request, Cancel);
        Assert.Contains(Uri.EscapeDataString("https://chat.example/api/session/oidc/callback"), answer.Headers.Location!.Query,
            StringComparison.Ordinal);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task A_return_address_on_another_site_is_ignored(string returnTo)
    {
        _provider.Person = new() { ["sub"] = "41", ["name"] = "Ada" };
        Assert.Equal(new Uri(_web.Http.BaseAddress!, "/?signin=done"), (await SignInAsync(returnTo)).Page);
    }

    [Fact]
    public async Task The_users_key_makes_nobody_an_admin()
    {
        _provider.Person = new() { ["sub"] = "5", ["name"] = "Mallory", ["groups"] = new[] { "staff" } };
        var (session, _) = await SignInAsync();
        Assert.Null(session.AdminToken);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var forged = Tokens.For(session.User, WebProcess.SigningKey, session.Name, "admin", authenticatedAt: now);
        foreach (var proof in new[] { null, "", "x.y.z", forged })
        {
            var renewed = (await _web.Http.RefreshAsync(forged, proof)).Opened;
            Assert.Equal((null, null), (renewed.Role, renewed.AdminToken));
        }
    }

    [Fact]
    public async Task An_admins_token_renews_nobody_elses_session()
    {
        _provider.Person = new() { ["sub"] = "6", ["name"] = "Ada", ["groups"] = new[] { "chat-admins" } };
        var (admin, _) = await SignInAsync();
        _provider.Person = new() { ["sub"] = "7", ["name"] = "Mallory", ["groups"] = new[] { "staff" } };
        var (other, _) = await SignInAsync();
        Assert.Equal((null, null), ((await _web.Http.RefreshAsync(other.Token, admin.AdminToken)).Opened is var renewed
            ? (renewed.Role, renewed.AdminToken) : default));
    }

    [Fact]
    public async Task An_old_session_has_to_sign_in_with_the_provider_again()
    {
        _provider.Person = new() { ["sub"] = "51", ["name"] = "Ada" };
        var (session, _) = await SignInAsync();
        var old = Tokens.For(session.User, WebProcess.SigningKey, session.Name, "admin"); // without auth_time, as if from before
        Assert.Equal(SessionErrors.SessionEnded, (await _web.Http.RefreshAsync(old)).Code);
    }

    private HttpClient Browser(bool follow = true) =>
        new(new HttpClientHandler
        {
            AllowAutoRedirect = follow,
            CookieContainer = new CookieContainer()
        })
        { BaseAddress = _web.Http.BaseAddress };

    private async Task<(SessionResponse Session, Uri Page)> SignInAsync(string returnTo = "/r/lobby")
    {
        using var browser = Browser();
        using var answer = await browser.GetAsync(new Uri($"{Account}?returnTo={Uri.EscapeDataString(returnTo)}", UriKind.Relative),
            Cancel);
        return ((await ExchangeAsync(browser)).Opened, answer.RequestMessage!.RequestUri!);
    }

    private static async Task<SessionAnswer> ExchangeAsync(HttpClient browser)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Account);
        request.Headers.Add("X-Requested-With", "aspirechat");
        using var answer = await browser.SendAsync(request, Cancel);
        return await SessionClient.ReadAsync(answer);
    }
}
