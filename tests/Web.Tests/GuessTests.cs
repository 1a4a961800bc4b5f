using System.Globalization;
using System.Net;
using AspireChat.Contracts;

namespace AspireChat.Web.Tests;

/// <summary>Whoever guesses passphrases does not get in, and keeps nobody else out.</summary>
public sealed class GuessTests(SessionSite site) : IClassFixture<SessionSite>
{
    private const string Passphrase = "correct horse battery";

    private HttpClient Http => site.Http;

    [Fact]
    public async Task Sixty_users_behind_one_address_can_sign_in_at_once()
    {
        await using var web = await WebProcess.StartAsync(redis: site.Redis);
        await Eventually.TrueAsync(
            async () => (await web.Http.SignInAsync("teacher", from: "198.51.100.1")).Status != HttpStatusCode.ServiceUnavailable,
            "Web has found Redis");
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => web.Http.SignInAsync($"pupil no {i}", from: "203.0.113.60")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Fact]
    public async Task Wrong_guesses_by_strangers_do_not_lock_out_a_known_device()
    {
        using var laptop = site.NewBrowser();
        using var phone = site.NewBrowser();
        await laptop.ClaimAsync((await laptop.SignInAsync("Owner")).Opened, Passphrase);
        Assert.Equal(HttpStatusCode.OK, (await phone.SignInAsync("Owner", Passphrase)).Status);
        await GuessFromEverywhereAsync("Owner");

        // Nobody else can go on guessing, not even by the right one.
        Assert.Equal(SessionErrors.TooManyAttempts, (await Http.SignInAsync("Owner", Passphrase, "192.0.2.200")).Code);

        // Wherever the device is now, also in a network of the guessers.
        Assert.Equal(HttpStatusCode.OK, (await laptop.SignInAsync("Owner", Passphrase, "192.0.2.201")).Status);
        Assert.Equal(HttpStatusCode.OK, (await phone.SignInAsync("owner", Passphrase, "192.0.2.3")).Status);
    }

    [Fact]
    public async Task A_known_device_has_a_few_guesses_for_its_own_name_only()
    {
        using var laptop = site.NewBrowser();
        await laptop.ClaimAsync((await laptop.SignInAsync("Lender")).Opened, Passphrase);
        await Http.ClaimAsync((await Http.SignInAsync("Victim")).Opened, Passphrase);
        await GuessFromEverywhereAsync("Victim");
        Assert.Equal(SessionErrors.TooManyAttempts, (await laptop.SignInAsync("Victim", Passphrase, "192.0.2.202")).Code);

        var guesses = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => laptop.SignInAsync("Lender", $"guess number {i}", $"192.0.2.{i}")));
        Assert.Equal(5, guesses.Count(guess => guess.Code == SessionErrors.WrongPassphrase));
        Assert.Equal(3, guesses.Count(guess => guess.Code == SessionErrors.TooManyAttempts));
    }

    [Fact]
    public async Task Signing_out_everywhere_makes_a_device_unknown()
    {
        using var stolen = site.NewBrowser();
        await stolen.ClaimAsync((await stolen.SignInAsync("Traveller")).Opened, Passphrase);
        var session = (await Http.SignInAsync("Traveller", Passphrase)).Opened;
        Assert.Equal(HttpStatusCode.NoContent, (await Http.EndAsync(session, everywhere: true)).Status);
        await GuessFromEverywhereAsync("Traveller");
        Assert.Equal(SessionErrors.TooManyAttempts, (await stolen.SignInAsync("Traveller", Passphrase, "192.0.2.203")).Code);
    }

    [Fact]
    public async Task Strangers_who_use_up_a_networks_sign_ins_do_not_lock_out_a_known_device()
    {
        const string Network = "198.51.100.60";
        await using var web = await WebProcess.StartAsync(new Dictionary<string, string?> { ["Web__SessionsPerMinute"] = "3" }, site.Redis);
        using var laptop = web.NewBrowser();
        SessionResponse? guest = null;
        await Eventually.TrueAsync(
            async () => (guest = (await laptop.SignInAsync("Resident", from: $"198.51.100.{Random.Shared.Next(100, 250)}")).Session)
                is not null,
            "Web has found Redis");
        await laptop.ClaimAsync(guest!, Passphrase);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await web.Http.SignInAsync($"crowd {i}", from: Network)).Status);
        }

        Assert.Equal(ChatErrors.RateLimited, (await web.Http.SignInAsync("Resident", Passphrase, Network)).Code);
        Assert.Equal(HttpStatusCode.OK, (await laptop.SignInAsync("Resident", Passphrase, Network)).Status);

        // The device has a limit of its own, wherever it is.
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SessionErrors.WrongPassphrase, (await laptop.SignInAsync("Resident", $"guess number {i}", Network)).Code);
        }

        Assert.Equal(ChatErrors.RateLimited, (await laptop.SignInAsync("Resident", Passphrase, "198.51.100.61")).Code);
    }

    [Fact]
    public async Task The_device_cookie_is_hidden_from_scripts_and_cannot_be_forged()
    {
        var guest = (await Http.SignInAsync("Baker")).Opened;
        await Http.ClaimAsync(guest, Passphrase);
        using var signedIn = await Http.PostSessionAsync("Baker", Passphrase);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/api/session", cookie, StringComparison.OrdinalIgnoreCase);

        await GuessFromEverywhereAsync("Baker");
        var pair = cookie[..cookie.IndexOf(';', StringComparison.Ordinal)];
        using var known = await Http.PostSessionAsync("Baker", Passphrase, pair);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        var changed = pair[^1] == 'A' ? 'B' : 'A';
        string[] forgeries =
        [
            $"{pair[..(pair.Length / 2)]}{changed}{pair[(pair.Length / 2 + 1)..]}",
            pair[..^5],
            $"{pair[..pair.IndexOf('=', StringComparison.Ordinal)]}=x",
        ];
        foreach (var forged in forgeries)
        {
            using var answer = await Http.PostSessionAsync("Baker", Passphrase, forged);
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        }
    }

    [Fact]
    public async Task One_network_cannot_guess_the_passphrases_of_many_names()
    {
        var names = Enumerable.Range(20, 26).Select(i => $"sprayed {i}").ToList();
        await Task.WhenAll(names.Select(async name => await Http.ClaimAsync((await Http.SignInAsync(name)).Opened, Passphrase)));
        var guesses = await Task.WhenAll(
            names.SelectMany(name => Enumerable.Range(0, 4).Select(i => Http.SignInAsync(name, $"guess number {i}", "203.0.113.99"))));
        Assert.Equal(100, guesses.Count(guess => guess.Code == SessionErrors.WrongPassphrase));
        Assert.Equal(4, guesses.Count(guess => guess.Code == SessionErrors.TooManyAttempts));
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync(names[0], Passphrase, "203.0.113.98")).Status);
    }

    [Fact]
    public async Task A_blocked_network_does_not_use_up_the_attempts_at_a_name()
    {
        const string Network = "203.0.113.97";
        await Http.ClaimAsync((await Http.SignInAsync("Untouched")).Opened, Passphrase);
        await site.Stored.StringSetAsync($"chat:web:attempts:{Network}", 100, TimeSpan.FromMinutes(5));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(SessionErrors.TooManyAttempts, (await Http.SignInAsync("Untouched", "a wrong passphrase", Network)).Code);
        }

        await site.Stored.KeyDeleteAsync($"chat:web:attempts:{Network}");
        Assert.Equal(SessionErrors.WrongPassphrase, (await Http.SignInAsync("Untouched", "a wrong passphrase", Network)).Code);
    }

    [Fact]
    public async Task Refused_attempts_at_a_name_do_not_use_up_those_of_the_network()
    {
        const string Network = "203.0.113.96";
        await Http.ClaimAsync((await Http.SignInAsync("Stubborn")).Opened, Passphrase);
        for (var i = 0; i < 8; i++)
        {
            var code = (await Http.SignInAsync("Stubborn", "a wrong passphrase", Network)).Code;
            Assert.Equal(i < 5 ? SessionErrors.WrongPassphrase : SessionErrors.TooManyAttempts, code);
        }

        Assert.Equal(5, await site.Stored.StringGetAsync($"chat:web:attempts:{Network}"));
    }

    [Fact]
    public async Task A_user_with_the_right_passphrase_can_sign_in_often()
    {
        await Http.ClaimAsync((await Http.SignInAsync("Frequent")).Opened, Passphrase);
        for (var i = 0; i < 104; i++)
        {
            var from = $"192.0.2.{i.ToString(CultureInfo.InvariantCulture)}";
            Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync("Frequent", Passphrase, from)).Status);
        }
    }

    /// <summary>As many wrong passphrases as strangers have all together.</summary>
    private async Task GuessFromEverywhereAsync(string name)
    {
        var guesses = await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(
            network => Enumerable.Range(0, 5).Select(i => Http.SignInAsync(name, $"guess number {i}", $"192.0.2.{network}"))));
        Assert.All(guesses, guess => Assert.Equal(SessionErrors.WrongPassphrase, guess.Code));
    }
}
