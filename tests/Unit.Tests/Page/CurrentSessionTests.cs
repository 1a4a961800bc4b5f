using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AspireChat.Contracts;
using AspireChat.Unit.Tests.Fakes;
using AspireChat.Web.Client.Browser;
using AspireChat.Web.Client.Session;
using Microsoft.Extensions.Time.Testing;

namespace AspireChat.Unit.Tests.Page;

/// <summary>How the page keeps its session: by the server's time, and through refusals that a new token ends.</summary>
public sealed class CurrentSessionTests : HttpMessageHandler
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _server = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private int _tokens;
    private bool _isDown;
    private Task _held = Task.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-2)]
    [InlineData(24)]
    public async Task A_device_clock_that_is_wrong_by_hours_changes_no_renewal(int hours)
    {
        var device = new FakeTimeProvider(_server.GetUtcNow().AddHours(hours));
        var session = NewSession(device);
        await session.SignInAsync("Ada");

        Pass(TimeSpan.FromMinutes(29));
        Assert.Equal("token 1", await session.TokenAsync());
        Assert.Equal("token 1", await session.TokenAsync());
        Pass(TimeSpan.FromMinutes(2)); // Half of the lifetime is over.
        Assert.Equal("token 2", await session.TokenAsync());
        Assert.Equal("token 2", await session.TokenAsync());

        void Pass(TimeSpan time)
        {
            _server.Advance(time);
            device.Advance(time);
        }
    }

    [Fact]
    public async Task A_refused_token_is_renewed_and_the_session_goes_on()
    {
        var session = NewSession(_server);
        await session.SignInAsync("Ada");
        session.OnTokenRefused();
        Assert.Equal("token 2", await session.TokenAsync());
        session.OnTokenAccepted();

        session.OnTokenRefused();
        Assert.Equal("token 3", await session.TokenAsync());
        Assert.NotNull(session.Value);
    }

    [Fact]
    public async Task The_session_ends_if_the_renewed_token_is_refused_as_well()
    {
        var session = NewSession(_server);
        await session.SignInAsync("Ada");
        session.OnTokenRefused();
        await session.TokenAsync();

        session.OnTokenRefused();

        Assert.Null(session.Value);
        Assert.NotNull(session.EndReason);
    }

    [Fact]
    public async Task A_refused_token_is_not_used_again_while_it_cannot_be_renewed()
    {
        var session = NewSession(_server);
        await session.SignInAsync("Ada");
        session.OnTokenRefused();
        _isDown = true;
        await Assert.ThrowsAsync<HttpRequestException>(session.TokenAsync);
        Assert.NotNull(session.Value);

        _isDown = false;
        Assert.Equal("token 2", await session.TokenAsync());
    }

    [Fact]
    public async Task A_renewal_answered_after_signing_out_signs_nobody_in()
    {
        var browser = new FakeBrowser();
        var session = NewSession(_server, browser);
        await session.SignInAsync("Ada");
        _server.Advance(TimeSpan.FromMinutes(31));
        var answer = new TaskCompletionSource();
        _held = answer.Task;
        var renewal = session.TokenAsync();

        session.End();
        answer.SetResult();

        Assert.Null(await renewal);
        Assert.Null(session.Value);
        Assert.Empty(browser.Stored);
    }

    [Theory]
    [InlineData("guest-ada", "renewed by another tab")]
    [InlineData("guest-grace", "token 0")]
    public async Task A_token_that_another_tab_renewed_is_used_if_it_is_the_same_users(string user, string used)
    {
        var browser = new FakeBrowser();
        Store("guest-ada", "token 0", TimeSpan.FromMinutes(20));
        var session = NewSession(_server, browser);
        _isDown = true;
        Assert.Equal("token 0", await session.TokenAsync());

        Store(user, "renewed by another tab", Lifetime);
        Assert.Equal(used, await session.TokenAsync());

        void Store(string user, string token, TimeSpan left) => browser.Stored["localStorage session"] = JsonSerializer.Serialize(
            new SessionResponse
            {
                Token = token,
                User = user,
                Name = "Ada",
                ExpiresAt = (_server.GetUtcNow() + left).ToUnixTimeMilliseconds(),
                Kept = true,
            },
            ContractsJson.Default.SessionResponse);
    }

    [Theory]
    [InlineData("token 0", "token 0")]
    [InlineData("that of an earlier sign-in", "token 1")]
    public async Task A_session_opened_before_the_app_has_started_is_fresh(string opened, string used)
    {
        var session = new SessionResponse
        {
            Token = "token 0",
            User = "guest-ada",
            Name = "Ada",
            ExpiresAt = (_server.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds(),
        };
        var date = _server.GetUtcNow().ToUnixTimeMilliseconds() - 3_000;
        var answer = JsonSerializer.Serialize(session with { Token = opened }, ContractsJson.Default.SessionResponse);
        var form = $$"""{"name":"Ada","answer":{"session":{{answer}},"date":{{date}},"age":3000.5} }""";
        var browser = new FakeBrowser { Form = form };
        browser.Stored["sessionStorage session"] = JsonSerializer.Serialize(session, ContractsJson.Default.SessionResponse);

        Assert.Equal(used, await NewSession(new FakeTimeProvider(_server.GetUtcNow().AddHours(24)), browser).TokenAsync());
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield(); // No server answers at once.
        await _held;
        var answer = new HttpResponseMessage(_isDown ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
        answer.Headers.Date = _server.GetUtcNow();
        if (!_isDown)
        {
            var session = new SessionResponse
            {
                Token = $"token {++_tokens}",
                User = "guest-ada",
                Name = "Ada",
                ExpiresAt = (_server.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds(),
            };
            answer.Content = JsonContent.Create(session, ContractsJson.Default.SessionResponse);
        }

        return answer;
    }

    private CurrentSession NewSession(TimeProvider device, FakeBrowser? browser = null)
    {
        browser ??= new FakeBrowser();
        var time = new ServerTime(device);
        var api = new SessionApi(new HttpClient(this) { BaseAddress = new Uri("http://server") }, time);
        return new CurrentSession(api, new TabStorage(browser), new LocalStorage(browser), time, new EarlySignIn(browser, time));
    }
}
