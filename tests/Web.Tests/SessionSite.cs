using StackExchange.Redis;

namespace AspireChat.Web.Tests;

/// <summary>Web alone with a real Redis. The tests that share it each have names of their own.</summary>
public sealed class SessionSite : IAsyncLifetime
{
    private WebProcess _web = null!;
    private ConnectionMultiplexer _connection = null!;

    public RedisServer Redis { get; private set; } = null!;

    public HttpClient Http => _web.Http;

    /// <summary>A browser: it keeps its cookies, and sends them again.</summary>
    public HttpClient NewBrowser() => _web.NewBrowser();

    /// <summary>What Web has stored.</summary>
    public IDatabase Stored { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisServer.StartNewAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(Redis.Address);
        Stored = _connection.GetDatabase();
        _web = await WebProcess.StartAsync(new Dictionary<string, string?>
        {
            ["Web__SessionsPerMinute"] = "0",
            ["Web__Sessions__RenewableFor"] = "01:00:00",
            ["Web__Sessions__PassphraseIterations"] = "10000", // The tests guess a thousand times.
        }, Redis);
        await Eventually.TrueAsync(async () => (await Http.SignInAsync("first")).Session is not null, "Web has found Redis");
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _connection.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
