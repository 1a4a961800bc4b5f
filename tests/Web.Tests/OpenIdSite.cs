namespace AspireChat.Web.Tests;

/// <summary>Web with a provider of accounts. The tests that share it each have accounts of their own.</summary>
public sealed class OpenIdSite : IAsyncLifetime
{
    private RedisServer _redis = null!;

    public OpenIdProvider Provider { get; private set; } = null!;

    public WebProcess Web { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        Provider = await OpenIdProvider.StartAsync();
        Web = await StartWebAsync();
    }

    /// <summary>Another Web with the same accounts and the same Redis.</summary>
    public Task<WebProcess> StartWebAsync(bool guests = false) => WebProcess.StartAsync(Provider.SettingsOfWeb(guests), _redis);

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Provider.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
