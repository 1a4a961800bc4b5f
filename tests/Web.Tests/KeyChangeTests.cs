using AspireChat.Contracts;

namespace AspireChat.Web.Tests;

/// <summary>Two replicas of Web in the middle of a change of the keys: docs/operations.md, "Changing the keys".</summary>
public sealed class KeyChangeTests : IAsyncLifetime
{
    private const string New = "the next signing key, 32 bytes or more";

    private RedisServer _redis = null!;
    private WebProcess _before = null!;
    private WebProcess _after = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _before = await WebProcess.StartAsync(new Dictionary<string, string?> { ["Chat__SecondSigningKey"] = New }, _redis);
        _after = await WebProcess.StartAsync(
            new Dictionary<string, string?> { ["Chat__SigningKey"] = New, ["Chat__SecondSigningKey"] = WebProcess.SigningKey }, _redis);
        await Eventually.TrueAsync(async () => (await _after.Http.SignInAsync("first")).Session is not null, "Web has found Redis");
    }

    public async ValueTask DisposeAsync()
    {
        await _after.DisposeAsync();
        await _before.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task A_session_is_renewed_by_replicas_before_and_after_the_change()
    {
        await Eventually.TrueAsync(async () => (await _before.Http.SignInAsync("second")).Session is not null, "Web has found Redis");
        var session = (await _before.Http.SignInAsync("Kim")).Opened;
        var renewed = (await _after.Http.RefreshAsync(session.Token)).Opened;
        Assert.Equal((session.User, "Kim"), (renewed.User, renewed.Name));
        var again = (await _before.Http.RefreshAsync(renewed.Token)).Opened;
        Assert.Equal(session.User, again.User);
    }
}
