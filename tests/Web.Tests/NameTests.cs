using System.Net;
using AspireChat.Contracts;
using StackExchange.Redis;

namespace AspireChat.Web.Tests;

/// <summary>Nobody has a name that people take for another's.</summary>
public sealed class NameTests(SessionSite site) : IClassFixture<SessionSite>
{
    private HttpClient Http => site.Http;

    [Theory]
    [InlineData("Paul", "Pau\u04CF")] // Cyrillic palochka
    [InlineData("Saul", "SauI")] // a capital i
    [InlineData("Ulla", "U1la")]
    [InlineData("yan", "\u04AFan")] // Cyrillic straight u
    [InlineData("Gus", "\u050Cus")] // Komi Sje
    [InlineData("Nick", "\u039Dick")] // Greek Nu
    [InlineData("NINA", "\u039D\u0399\u039D\u0391")] // all Greek
    [InlineData("Cleo", "Cle0")]
    [InlineData("modern", "modem")]
    [InlineData("Soren", "S\u043Er\u0435n")] // Cyrillic о and е
    [InlineData("Irina", "IRINA")]
    [InlineData("\u0418\u0432\u0430\u043D", "\u0438\u0412\u0410\u043D")] // Иван, иВАн
    [InlineData("\u039D\u03AF\u03BA\u03BF\u03C2", "\u039D\u038A\u039A\u039F\u03A3")] // Νίκος, ΝΊΚΟΣ
    [InlineData("\u039D\u03AC\u03BA\u03BF\u03C2", "\u03BD\u03AC\u03BA\u03BF\u03C2")] // Νάκος, νάκος
    public async Task A_name_that_looks_like_one_in_use_is_refused(string name, string alike)
    {
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync(name)).Status);
        var refused = await Http.SignInAsync(alike);
        Assert.Equal((HttpStatusCode.Conflict, SessionErrors.NameInUse), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("Vera", "Nera")]
    [InlineData("Zoe", "Zo\u00EB")]
    [InlineData("\u0412\u0435\u0440\u0430", "\u0412\u0430\u0440\u044F")] // Вера, Варя
    [InlineData("Robin", "Roben")]
    public async Task Names_that_look_different_are_different(string name, string other)
    {
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync(name)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Http.SignInAsync(other)).Status);
    }

    [Theory]
    [InlineData("Ada\u034F")] // combining grapheme joiner
    [InlineData("\u3164Ada")] // Hangul filler
    [InlineData("\u115F\u1160")] // Hangul fillers
    [InlineData("A\uFFA0da")] // halfwidth Hangul filler
    [InlineData("Ada\u17B5")] // Khmer inherent vowel
    [InlineData("\u2800")] // empty Braille pattern
    [InlineData("Ada \u2800")]
    [InlineData("Ada\u00AD")] // soft hyphen
    [InlineData("Ada\u2060")] // word joiner
    [InlineData("Ada\u180E")] // Mongolian vowel separator
    [InlineData("Ada\uFEFF")] // byte order mark
    [InlineData("Ada\U0001D159")] // null notehead
    [InlineData("Ada\U000E0041")] // a tag
    [InlineData("\u200D")] // a joiner alone
    [InlineData("\u0308\u0308")] // marks without a letter
    [InlineData("Ada\u0334\u0335\u0336\u0337\u0338")] // marks that cover the lines around
    public async Task Invisible_characters_are_refused(string name)
    {
        var refused = await Http.SignInAsync(name);
        Assert.Equal((HttpStatusCode.BadRequest, SessionErrors.BadName), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("adm1n")]
    [InlineData("ADM\u0130N")] // with a dot above
    [InlineData("\u00C1dmin")]
    [InlineData("a\u0501min")] // Komi De
    [InlineData("adrnin")]
    [InlineData("admin1")]
    [InlineData("adm1n1")]
    [InlineData("m0derator")]
    [InlineData("b0t 7")]
    [InlineData("bot7")]
    [InlineData("\u0405ystem")] // Cyrillic Dze
    [InlineData("Ad\u200Dmin")]
    [InlineData("ADM\u0399N here")] // Greek Iota
    public async Task Names_that_look_like_reserved_names_are_refused(string name)
    {
        var refused = await Http.SignInAsync(name);
        Assert.Equal((HttpStatusCode.BadRequest, SessionErrors.NameReserved), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("\U0001F469\u200D\U0001F4BB Kim")] // a woman at her computer
    [InlineData("\u2764\uFE0F")] // a red heart
    [InlineData("\u0645\u06CC\u200C\u0646\u0627")] // Persian, with a zero width non-joiner
    [InlineData("\uAE40\uBBFC\uC11C")] // Korean
    [InlineData("Administratorin")]
    [InlineData("Systema")]
    public async Task Scripts_and_emoji_that_need_joiners_are_accepted(string name) =>
        Assert.Equal(name, (await Http.SignInAsync(name)).Opened.Name);

    [Fact]
    public async Task A_name_stored_under_the_key_of_an_earlier_version_still_belongs_to_its_owner()
    {
        await Http.ClaimAsync((await Http.SignInAsync("Kept")).Opened, "correct horse battery");
        var kept = await site.Stored.HashGetAllAsync("chat:name:{kept}");
        await site.Stored.HashSetAsync(
            "chat:name:{millie}", kept.Select(entry => entry.Name == "name" ? new("name", "Millie") : entry).ToArray());
        await site.Stored.KeyExpireAsync("chat:name:{millie}", TimeSpan.FromDays(100));

        await using var upgraded = await WebProcess.StartAsync(
            new Dictionary<string, string?> { ["Web__SessionsPerMinute"] = "0" }, site.Redis);
        await Eventually.TrueAsync(async () => !await site.Stored.KeyExistsAsync("chat:name:{millie}"), "the name is moved");
        Assert.Equal(SessionErrors.NameClaimed, (await Http.SignInAsync("Millie")).Code);
        Assert.Equal("Millie", (await Http.SignInAsync("millie", "correct horse battery")).Opened.Name);
        Assert.True(await site.Stored.KeyTimeToLiveAsync(await KeyOfAsync("Millie")) > TimeSpan.FromDays(99));
    }

    [Fact]
    public async Task A_name_whose_move_was_interrupted_is_moved_by_the_next_start()
    {
        var owner = (await Http.SignInAsync("Tillie")).Opened;
        await Http.ClaimAsync(owner, "correct horse battery");
        var to = await KeyOfAsync("Tillie");
        var kept = await site.Stored.HashGetAllAsync(to);
        await site.Stored.HashSetAsync("chat:name:{tillie}", kept);
        await site.Stored.KeyExpireAsync("chat:name:{tillie}", TimeSpan.FromDays(100));
        await site.Stored.KeyDeleteAsync(to);
        await site.Stored.HashSetAsync(to, "user", owner.User);
        await site.Stored.HashSetAsync("chat:name:{orphan}", "user", owner.User);
        await site.Stored.StringSetAsync("chat:name:{not a name}", "a string", TimeSpan.FromDays(1));

        await using var upgraded = await WebProcess.StartAsync(
            new Dictionary<string, string?> { ["Web__SessionsPerMinute"] = "0" }, site.Redis);
        await Eventually.TrueAsync(async () => !await site.Stored.KeyExistsAsync("chat:name:{tillie}"), "the name is moved");
        Assert.Equal(owner.User, (await Http.SignInAsync("tillie", "correct horse battery")).Opened.User);
        Assert.True(await site.Stored.KeyTimeToLiveAsync(to) > TimeSpan.FromDays(99));
        await Eventually.TrueAsync(
            async () => await site.Stored.KeyTimeToLiveAsync("chat:name:{orphan}") <= TimeSpan.FromHours(1),
            "a remnant without a name expires");
        await site.Stored.KeyDeleteAsync("chat:name:{not a name}");
    }

    [Fact]
    public async Task A_name_that_another_user_has_taken_meanwhile_stays_theirs()
    {
        await Http.ClaimAsync((await Http.SignInAsync("Lillie")).Opened, "correct horse battery");
        HashEntry[] other = [new("user", "guest-other"), new("name", "Lillie"), new("secret", "of another")];
        await site.Stored.HashSetAsync("chat:name:{lillie}", other);
        await site.Stored.KeyExpireAsync("chat:name:{lillie}", TimeSpan.FromDays(100));

        // Moved after the other one was looked at, or before: the keys come in no order.
        await using var upgraded = await WebProcess.StartAsync(
            new Dictionary<string, string?> { ["Web__SessionsPerMinute"] = "0" }, site.Redis);
        await Eventually.TrueAsync(
            () => Task.FromResult(upgraded.Output.Contains("Lillie was not moved", StringComparison.Ordinal)), "a warning");
        Assert.Equal("Lillie", (await Http.SignInAsync("lillie", "correct horse battery")).Opened.Name);
    }

    private async Task<string> KeyOfAsync(string name)
    {
        await foreach (var key in site.Stored.Multiplexer.GetServers()[0].KeysAsync(pattern: "chat:name:{*}"))
        {
            if (await site.Stored.HashGetAsync(key, "name") == name)
            {
                return key.ToString();
            }
        }

        throw new InvalidOperationException($"Nobody has the name {name}.");
    }
}
