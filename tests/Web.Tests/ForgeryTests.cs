using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using AspireChat.Contracts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace AspireChat.Web.Tests;

/// <summary>
/// A program that reads and writes Redis, but does not know the admins' signing key, wants to be an admin. It may know the users': every
/// chat node does.
/// </summary>
public sealed class ForgeryTests : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private OpenIdProvider _provider = null!;
    private WebProcess _web = null!;
    private ConnectionMultiplexer _connection = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDatabase Database => _connection.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.Address);
        _provider = await OpenIdProvider.StartAsync();
        _web = await StartWebAsync();

        // Whoever is sent to the provider gets a protected cookie, so Web has made its keys.
        _provider.Person = null;
        using var browser = _web.NewBrowser();
        using var begun = await browser.GetAsync(new Uri("/api/session/oidc", UriKind.Relative), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _provider.DisposeAsync();
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task A_ticket_made_with_the_keys_of_Web_is_accepted()
    {
        // So what is refused below is refused for its keys, and not because no ticket of a test is any good.
        var entries = await EntriesAsync();
        Assert.NotEmpty(entries);
        var keys = new Keys(entries.Select(entry => Open(SealingKey(WebProcess.AdminSigningKey), entry.Value!)));
        Assert.Equal(HttpStatusCode.OK, await EnterAsync(_web, keys));
    }

    [Fact]
    public async Task The_keys_of_Web_in_Redis_are_useless_without_the_signing_key()
    {
        var entries = await EntriesAsync();
        Assert.NotEmpty(entries);
        Assert.All(entries, entry => Assert.DoesNotContain("masterKey", (string?)entry.Value, StringComparison.Ordinal));

        // Without a key that can be read, this makes a new one, which is not Web's.
        var readable = entries.Select(entry => Parse(entry.Value)).OfType<XElement>();
        Assert.Equal(HttpStatusCode.Unauthorized, await EnterAsync(_web, new Keys(readable)));
    }

    [Fact]
    public async Task Keys_that_an_attacker_writes_to_Redis_are_ignored()
    {
        var own = new Keys([]);
        _ = Ticket(own);
        foreach (var list in (await EntriesAsync()).Select(entry => entry.List).Append("chat:web:keys").Distinct())
        {
            foreach (var key in own.GetAllElements())
            {
                await Database.ListRightPushAsync(list, key.ToString());
            }
        }

        await using var restarted = await StartWebAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await EnterAsync(restarted, own));
    }

    [Fact]
    public async Task Keys_that_a_chat_node_seals_are_ignored() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await EnterWithOwnKeysAsync(sealedWith: WebProcess.SigningKey));

    [Fact]
    public async Task Keys_sealed_with_the_admins_signing_key_are_used() =>
        Assert.Equal(HttpStatusCode.OK, await EnterWithOwnKeysAsync(sealedWith: WebProcess.AdminSigningKey));

    [Fact]
    public async Task A_sign_in_survives_a_restart_of_Web()
    {
        await using var restarted = await StartWebAsync();
        _provider.Person = new() { ["sub"] = "1", ["name"] = "Ada" };
        using var browser = restarted.NewBrowser();
        using var signedIn = await browser.GetAsync(new Uri("/api/session/oidc", UriKind.Relative), Cancel);
        Assert.Equal("/?signin=done", signedIn.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Single(await EntriesAsync());
    }

    [Fact]
    public async Task A_sign_in_survives_a_change_of_the_keys()
    {
        await using var restarted = await StartWebAsync(
            ("Chat__AdminSigningKey", "the next signing key of admins, 32 bytes"),
            ("Chat__SecondAdminSigningKey", WebProcess.AdminSigningKey));
        _provider.Person = new() { ["sub"] = "2", ["name"] = "Grace" };
        using var browser = restarted.NewBrowser();
        using var signedIn = await browser.GetAsync(new Uri("/api/session/oidc", UriKind.Relative), Cancel);
        Assert.Equal("/?signin=done", signedIn.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Single(await EntriesAsync());
    }

    private Task<WebProcess> StartWebAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(_provider.SettingsOfWeb());
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return WebProcess.StartAsync(all, _redis);
    }

    /// <summary>Everything that Web keeps in lists.</summary>
    private async Task<List<(string List, RedisValue Value)>> EntriesAsync()
    {
        List<(string, RedisValue)> entries = [];
        await foreach (var key in _connection.GetServers()[0].KeysAsync(pattern: "chat:web:*").WithCancellation(Cancel))
        {
            if (await Database.KeyTypeAsync(key) == RedisType.List)
            {
                entries.AddRange((await Database.ListRangeAsync(key)).Select(value => (key.ToString(), value)));
            }
        }

        return entries;
    }

    /// <summary>What a Web that starts with keys of the test's own in Redis answers to a ticket made with them.</summary>
    private async Task<HttpStatusCode> EnterWithOwnKeysAsync(string sealedWith)
    {
        var own = new Keys([]);
        _ = Ticket(own);
        foreach (var element in own.GetAllElements())
        {
            await Database.ListRightPushAsync(
                "chat:web:sealed-keys", Seal(SealingKey(sealedWith), element.ToString(SaveOptions.DisableFormatting)));
        }

        await using var restarted = await StartWebAsync();
        return await EnterAsync(restarted, own);
    }

    private static byte[] SealingKey(string signingKey) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(signingKey), 32, info: "AspireChat data protection"u8.ToArray());

    private static XElement Open(byte[] key, byte[] entry)
    {
        var plain = new byte[entry.Length - 28];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(entry.AsSpan(0, 12), entry.AsSpan(28), entry.AsSpan(12, 16), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private static byte[] Seal(byte[] key, string text)
    {
        var (plain, nonce, tag) = (Encoding.UTF8.GetBytes(text), RandomNumberGenerator.GetBytes(12), new byte[16]);
        var sealedText = new byte[plain.Length];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, plain, sealedText, tag);
        return [.. nonce, .. tag, .. sealedText];
    }

    private static XElement? Parse(RedisValue value)
    {
        try
        {
            return XElement.Parse(value.ToString());
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    private static async Task<HttpStatusCode> EnterAsync(WebProcess web, Keys keys)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/session/oidc", UriKind.Relative));
        request.Headers.Add("X-Requested-With", "aspirechat");
        request.Headers.Add("Cookie", $"account={Ticket(keys)}");
        using var answer = await web.Http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    /// <summary>What Web's cookie would hold for an admin.</summary>
    private static string Ticket(Keys keys)
    {
        using var services = new ServiceCollection().AddLogging().AddDataProtection().SetApplicationName("AspireChat").Services
            .Configure<KeyManagementOptions>(options => options.XmlRepository = keys).BuildServiceProvider();
        var protector = services.GetDataProtectionProvider()
            .CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", "account", "v2");
        var admin = new ClaimsIdentity(
            [new("sub", "1"), new("iss", "https://example.com"), new("name", "Mallory"), new("groups", "chat-admins")], "account");
        var times = new AuthenticationProperties { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(5) };
        return new TicketDataFormat(protector).Protect(new AuthenticationTicket(new ClaimsPrincipal(admin), times, "account"));
    }

    /// <summary>Keys of Data Protection, in memory.</summary>
    private sealed class Keys(IEnumerable<XElement> known) : IXmlRepository
    {
        private readonly List<XElement> _all = [.. known];

        public IReadOnlyCollection<XElement> GetAllElements() => [.. _all];

        public void StoreElement(XElement element, string friendlyName) => _all.Add(element);
    }
}
