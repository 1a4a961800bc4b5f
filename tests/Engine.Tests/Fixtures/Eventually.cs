namespace AspireChat.Engine.Tests.Fixtures;

/// <summary>Waits for something to become true, with a bound.</summary>
public static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, string what, int seconds = 20) =>
        TrueAsync(() => Task.FromResult(condition()), what, seconds);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 20)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"Not within {seconds} s: {what}");
            }

            await Task.Delay(20);
        }
    }
}
