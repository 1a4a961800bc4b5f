namespace AspireChat.Web.Tests;

/// <summary>Web without a Redis, for tests that change nothing.</summary>
public sealed class LoneWeb : IAsyncLifetime
{
    public WebProcess Web { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Web = await WebProcess.StartAsync();

    public ValueTask DisposeAsync() => Web.DisposeAsync();
}
