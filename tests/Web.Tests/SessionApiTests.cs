using System.Buffers.Binary;
using System.Net;
using System.Text;
using AspireChat.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AspireChat.Web.Tests;

/// <summary>Names and sessions, with a real Redis and without a browser.</summary>
public sealed class SessionApiTests(SessionSite site) : IClassFixture<SessionSite>
{
    private const string Passphrase = "correct horse battery";

    private HttpClient Http => site.Http;

    [Fact]
    public async Task A_new_session_is_a_guest_with_the_normalised_name_for_an_hour()
    {
        var before = DateTimeOffset.UtcNow;
        var session = (await Http.SignInAsync("  Ada  ")).Opened;

        Assert.Equal("Ada", session.Name);
        Assert.Matches("^guest-[a-z0-9]{10}$", session.User);
        Assert.Equal(3, session.Token.Split('.').Length);
        Assert.False(session.Kept);
        Assert.InRange(session.ExpiresAt, before.AddMinutes(59).ToUnixTimeMilliseconds(), before.AddMinutes(70).ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("", SessionErrors.BadName, "Please enter a name.")]
    [InlineData("a\nb", SessionErrors.BadName, "visible characters")]
    [InlineData("\u200B", SessionErrors.BadName, "visible characters")]
    [InlineData("\uFE0F", SessionErrors.BadName, "visible characters")]
    [InlineData("System", SessionErrors.NameReserved, "reserved")]
    [InlineData("bot-7", SessionErrors.NameReserved, "reserved")]
    [InlineData("\u0430dmin", SessionErrors.NameReserved, "reserved")] // with a Cyrillic а
    public async Task An_invalid_name_returns_400_with_the_reason(string name, string code, string why)
    {
        var refused = await Http.SignInAsync(name);
        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Code));
        Assert.Contains(why, refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_attempt_returns_the_same_guest_and_another_attempt_is_refused()
    {
        var attempt = Guid.NewGuid().ToString("N");
        var first = (await Http.SignInAsync("Twice", attempt: attempt)).Opened;
        var again = (await Http.SignInAsync("Twice", attempt: attempt)).Opened;
        Assert.Matches("^guest-[a-z0-9]{10}$", first.User);
        Assert.Equal(first.User, again.User);
        Assert.Equal(HttpStatusCode.OK, (await Http.RefreshAsync(first.Token)).Status);
        var other = await Http.SignInAsync("Twice", attempt: Guid.NewGuid().ToString("N"));
        Assert.Equal((HttpStatusCode.Conflict, SessionErrors.NameInUse), (other.Status, other.Code));

        // Once it has a passphrase, that is what counts.
        Assert.Equal(HttpStatusCode.OK, (await Http.ClaimAsync(first, Passphrase)).Status);
        var without = await Http.SignInAsync("Twice", attempt: attempt);
        Assert.Equal((HttpStatusCode.Unauthorized, SessionErrors.NameClaimed), (without.Status, without.Code));
        Assert.Equal(first.User, (await Http.SignInAsync("Twice", Passphrase, attempt: attempt)).Opened.User);

        var guessable = await Http.SignInAsync("Guessable", attempt: "1");
        Assert.Equal((HttpStatusCode.BadRequest, ChatErrors.BadRequest), (guessable.Status, guessable.Code));
    }

    [Fact]
    public async Task A_character_outside_the_basic_plane_counts_as_one()
    {
        var name = string.Concat(Enumerable.Repeat("𝒜", 40));
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync(name)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Http.SignInAsync(name + "x")).Status);
    }

    [Theory]
    [InlineData("Zoë Smith", "ZOË  smith")]
    [InlineData("Paula", "\u0420\u0430ul\u0430")] // Cyrillic Р and а
    [InlineData("Ｗｉｄｅ", "wide")]
    [InlineData("Hidden", "Hid\u200Dden")]
    public async Task A_name_in_use_is_refused_in_any_spelling(string name, string alike)
    {
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync(name)).Status);
        var refused = await Http.SignInAsync(alike);
        Assert.Equal((HttpStatusCode.Conflict, SessionErrors.NameInUse), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("Botany")]
    [InlineData("Бот и Ко")]
    [InlineData("{brace}")]
    [InlineData("}")]
    [InlineData("🦊")]
    public async Task Unusual_names_are_accepted(string name) => Assert.Equal(name, (await Http.SignInAsync(name)).Opened.Name);

    [Fact]
    public async Task Only_one_of_twenty_simultaneous_sign_ins_gets_the_name()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Http.SignInAsync("Everybody")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(answer => answer.Code == SessionErrors.NameInUse));
    }

    [Fact]
    public async Task Signing_out_releases_the_name()
    {
        var first = (await Http.SignInAsync("Brief")).Opened;
        Assert.Equal(HttpStatusCode.NoContent, (await Http.EndAsync(first)).Status);
        Assert.NotEqual(first.User, (await Http.SignInAsync("Brief")).Opened.User);

        // The name is somebody else's now, and the old session cannot take it back or make it free.
        Assert.Equal(SessionErrors.NameInUse, (await Http.RefreshAsync(first.Token)).Code);
        await Http.EndAsync(first);
        Assert.Equal(SessionErrors.NameInUse, (await Http.SignInAsync("Brief")).Code);
    }

    [Fact]
    public async Task A_reloaded_page_keeps_the_name()
    {
        var session = (await Http.SignInAsync("Reload")).Opened;
        Assert.Equal(HttpStatusCode.NoContent, (await Http.EndAsync(session, pause: true)).Status);
        Assert.Equal(SessionErrors.NameInUse, (await Http.SignInAsync("Reload")).Code);
        Assert.Equal(session.User, (await Http.RefreshAsync(session.Token)).Opened.User);
    }

    [Fact]
    public async Task A_claimed_name_is_the_same_user_on_every_device()
    {
        var guest = (await Http.SignInAsync("Grace")).Opened;
        var claimed = (await Http.ClaimAsync(guest, Passphrase)).Opened;
        Assert.Equal((guest.User, true), (claimed.User, claimed.Kept));

        Assert.Equal((HttpStatusCode.Unauthorized, SessionErrors.NameClaimed), Refusal(await Http.SignInAsync("grace")));
        Assert.Equal((HttpStatusCode.Unauthorized, SessionErrors.WrongPassphrase),
            Refusal(await Http.SignInAsync("grace", "wrong horse battery")));
        var elsewhere = (await Http.SignInAsync("grace", Passphrase)).Opened;
        Assert.Equal((guest.User, "Grace", true), (elsewhere.User, elsewhere.Name, elsewhere.Kept));

        await Http.EndAsync(claimed);
        Assert.Equal(SessionErrors.NameClaimed, (await Http.SignInAsync("Grace")).Code);
        Assert.True((await Http.RefreshAsync(elsewhere.Token)).Opened.Kept);
    }

    [Fact]
    public async Task A_passphrase_has_a_minimum_length_and_only_its_owner_can_change_it()
    {
        var guest = (await Http.SignInAsync("Careful")).Opened;
        Assert.Equal((HttpStatusCode.BadRequest, SessionErrors.BadPassphrase), Refusal(await Http.ClaimAsync(guest, "short")));
        Assert.Equal((HttpStatusCode.BadRequest, SessionErrors.BadPassphrase), Refusal(await Http.ClaimAsync(guest, new string('x', 201))));
        var claimed = (await Http.ClaimAsync(guest, Passphrase)).Opened;

        Assert.Equal(SessionErrors.WrongPassphrase, (await Http.ClaimAsync(claimed, "another passphrase")).Code);
        Assert.Equal(HttpStatusCode.OK, (await Http.ClaimAsync(claimed, "another passphrase", Passphrase)).Status);
        Assert.Equal(SessionErrors.WrongPassphrase, (await Http.SignInAsync("Careful", Passphrase)).Code);
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync("Careful", "another passphrase")).Status);
    }

    [Fact]
    public async Task Guessing_a_passphrase_is_blocked_but_the_owner_can_sign_in_elsewhere()
    {
        await Http.ClaimAsync((await Http.SignInAsync("Guarded")).Opened, Passphrase);
        var guesses = await Task.WhenAll(Enumerable.Range(0,
            8).Select(number => Http.SignInAsync("Guarded", $"guess number {number}", "203.0.113.7")));
        Assert.Equal(5, guesses.Count(guess => guess.Code == SessionErrors.WrongPassphrase));

        var refused = await Http.SignInAsync("Guarded", Passphrase, "203.0.113.7");
        Assert.Equal((HttpStatusCode.TooManyRequests, SessionErrors.TooManyAttempts), Refusal(refused));
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync("Guarded", Passphrase, "203.0.113.8")).Status);
    }

    [Fact]
    public async Task An_expired_token_can_be_renewed_for_a_while()
    {
        var session = (await Http.SignInAsync("Sleeper")).Opened;
        var late = Tokens.For(session.User, WebProcess.SigningKey, session.Name, lifetime: TimeSpan.FromMinutes(-30));
        var renewed = (await Http.RefreshAsync(late)).Opened;
        Assert.Equal((session.User, session.Name), (renewed.User, renewed.Name));
        Assert.True(renewed.ExpiresAt >= session.ExpiresAt);

        var tooLate = Tokens.For(session.User, WebProcess.SigningKey, session.Name, lifetime: TimeSpan.FromHours(-3));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Http.RefreshAsync(tooLate)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Http.RefreshAsync(Tokens.WronglySigned(session.User))).Status);

        // For anything but renewal it has ended.
        Assert.Equal(HttpStatusCode.Unauthorized, (await Http.ClaimAsync(session with { Token = late }, Passphrase)).Status);
    }

    [Fact]
    public async Task A_role_from_elsewhere_is_not_renewed()
    {
        var refused = await Http.RefreshAsync(Tokens.For("admin", WebProcess.SigningKey, "Somebody", "admin"));
        Assert.Equal((HttpStatusCode.Unauthorized, SessionErrors.SessionEnded), Refusal(refused));

        var guest = (await Http.RefreshAsync(Tokens.For("guest-1234567890", WebProcess.SigningKey, "Somebody", "admin"))).Opened;
        Assert.Equal((null, null), (guest.Role, guest.AdminToken));
        Assert.False(new JsonWebToken(guest.Token).TryGetPayloadValue<string>("role", out _));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_sessions_and_a_new_one_is_valid_at_once()
    {
        var claimed = (await Http.ClaimAsync((await Http.SignInAsync("Nomad")).Opened, Passphrase)).Opened;
        var elsewhere = (await Http.SignInAsync("Nomad", Passphrase)).Opened;
        Assert.Equal(HttpStatusCode.NoContent, (await Http.EndAsync(elsewhere, everywhere: true)).Status);

        Assert.Equal((HttpStatusCode.Unauthorized, SessionErrors.SessionEnded), Refusal(await Http.RefreshAsync(claimed.Token)));
        Assert.Equal(SessionErrors.SessionEnded, (await Http.RefreshAsync(elsewhere.Token)).Code);
        Assert.Equal(SessionErrors.SessionEnded, (await Http.ClaimAsync(claimed, "another passphrase", Passphrase)).Code);

        var again = (await Http.SignInAsync("Nomad", Passphrase)).Opened;
        Assert.Equal(claimed.User, again.User);
        Assert.Equal(HttpStatusCode.OK, (await Http.RefreshAsync(again.Token)).Status);

        // As the nodes judge it: issued after the revocation, which is kept in milliseconds.
        var revokedAt = (long)await site.Stored.HashGetAsync("chat:revocations", again.User);
        Assert.True(new JsonWebToken(again.Token).GetPayloadValue<long>("iat") * 1000 > revokedAt);
    }

    [Fact]
    public async Task A_banned_user_gets_the_reason_instead_of_a_token()
    {
        var claimed = (await Http.ClaimAsync((await Http.SignInAsync("Loud")).Opened, Passphrase)).Opened;
        await site.Stored.HashSetAsync("chat:bans", claimed.User, """{"reason":"shouting","by":"admin","at":1}""");

        var refused = await Http.SignInAsync("Loud", Passphrase);
        Assert.Equal((HttpStatusCode.Forbidden, ChatErrors.Banned), Refusal(refused));
        Assert.Contains("shouting", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(ChatErrors.Banned, (await Http.RefreshAsync(claimed.Token)).Code);
    }

    [Fact]
    public async Task A_banned_network_gets_the_reason_instead_of_a_token_under_every_name()
    {
        var before = await Http.SignInAsync("Shouter", from: "198.51.100.7");
        await site.Stored.HashSetAsync(
            "chat:bans:networks", "198.51.100.0/24", """{"reason":"shouting","by":"admin","at":1,"until":4102444800000}""");

        var refused = await Http.SignInAsync("Shouter 2", from: "198.51.100.8");
        Assert.Equal((HttpStatusCode.Forbidden, ChatErrors.Banned), Refusal(refused));
        Assert.Contains("shouting", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(ChatErrors.Banned, (await Http.RefreshAsync(before.Opened.Token, from: "198.51.100.7")).Code);
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync("Shouter 3", from: "198.51.101.7")).Status);

        // Whoever may not come in may still sign out.
        Assert.Equal(HttpStatusCode.NoContent, (await Http.EndAsync(before.Opened, from: "198.51.100.7")).Status);
    }

    [Fact]
    public async Task Passphrases_are_stored_only_as_hashes()
    {
        await Http.ClaimAsync((await Http.SignInAsync("Secretive")).Opened, Passphrase);
        string? secret = await site.Stored.HashGetAsync("chat:name:{secretive}", "secret");
        Assert.DoesNotContain(Passphrase, Encoding.UTF8.GetString(Convert.FromBase64String(secret!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hash_takes_as_many_iterations_as_are_set_and_stays_valid_when_that_changes()
    {
        Assert.Equal(10_000u, await IterationsAsync(Http, "Strict"));
        await using var usual = await WebProcess.StartAsync(
            new Dictionary<string, string?> { ["Web__SessionsPerMinute"] = "0" }, site.Redis);
        await Eventually.TrueAsync(
            async () => (await usual.Http.SignInAsync("Strict", Passphrase)).Status == HttpStatusCode.OK, "Web has found Redis");
        Assert.Equal(100_000u, await IterationsAsync(usual.Http, "Tester"));
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync("Tester", Passphrase)).Status);

        async Task<uint> IterationsAsync(HttpClient http, string name)
        {
            await http.ClaimAsync((await http.SignInAsync(name)).Opened, Passphrase);
            string? secret = await site.Stored.HashGetAsync($"chat:name:{{{name.ToLowerInvariant()}}}", "secret");
            return BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(secret!).AsSpan(5)); // after the format and the function
        }
    }

    [Fact]
    public async Task Without_Redis_the_page_is_served_and_sign_in_returns_503()
    {
        var session = (await Http.SignInAsync("Patient")).Opened;
        await site.Redis.KillAsync();

        var refused = await Http.SignInAsync("Impatient");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ChatErrors.Unavailable), Refusal(refused));
        Assert.Equal(ChatErrors.Unavailable, (await Http.RefreshAsync(session.Token)).Code);
        using var page = await Http.GetAsync(new Uri("/r/lobby", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var health = await Http.GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        await site.Redis.StartAsync();
        await Eventually.TrueAsync(async () => (await Http.RefreshAsync(session.Token)).Session is not null, "sessions are renewed again");
    }

    [Fact]
    public async Task Too_many_sign_ins_from_one_address_return_429_for_that_address_only()
    {
        await using var web = await WebProcess.StartAsync(new Dictionary<string, string?> { ["Web__SessionsPerMinute"] = "3" }, site.Redis);
        await Eventually.TrueAsync(async () => (await web.Http.SignInAsync("somebody",
            from: $"203.0.113.{Random.Shared.Next(100, 250)}")).Status != HttpStatusCode.ServiceUnavailable, "Web has found Redis");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await web.Http.SignInAsync($"visitor {i}", from: "203.0.113.7")).Status);
        }

        var refused = await web.Http.SignInAsync("visitor", from: "203.0.113.7");
        Assert.Equal((HttpStatusCode.TooManyRequests, ChatErrors.RateLimited), Refusal(refused));
        Assert.NotNull(refused.RetryAfter);
        Assert.Contains("try again in", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await web.Http.SignInAsync("visitor", from: "203.0.113.8")).Status);
    }

    private static (HttpStatusCode Status, string Code) Refusal(SessionAnswer answer) => (answer.Status, answer.Code);
}
