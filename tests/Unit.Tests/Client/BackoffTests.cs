using AspireChat.Client.Connecting;
using Microsoft.Extensions.Time.Testing;

namespace AspireChat.Unit.Tests.Client;

public class BackoffTests
{
    private static readonly TimeSpan Minimum = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Maximum = TimeSpan.FromSeconds(10);

    [Fact]
    public void The_ceiling_doubles_up_to_the_maximum_and_starts_over_after_a_reset()
    {
        var backoff = new Backoff(Minimum, Maximum, TimeProvider.System, () => 1);
        double[] seconds = [.. Enumerable.Range(0, 8).Select(_ => backoff.Next().TotalSeconds)];
        Assert.Equal([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10], seconds.Select(value => Math.Round(value, 6)));
        backoff.Reset();
        Assert.Equal(Minimum, backoff.Next());
    }

    [Fact]
    public void The_delay_never_overflows_however_often_it_is_requested()
    {
        var backoff = new Backoff(Minimum, Maximum, TimeProvider.System);
        Assert.All(Enumerable.Range(0, 5_000), _ => Assert.InRange(backoff.Next(), TimeSpan.Zero, Maximum));
    }

    [Fact]
    public void The_jitter_covers_the_whole_range()
    {
        var backoff = new Backoff(Maximum, Maximum, TimeProvider.System);
        var delays = Enumerable.Range(0, 1_000).Select(_ => backoff.Next() / Maximum).ToList();
        Assert.True(delays.Min() < 0.1 && delays.Max() > 0.9, $"{delays.Min()} to {delays.Max()}");
    }

    [Fact]
    public async Task The_delay_follows_the_given_clock()
    {
        var time = new FakeTimeProvider();
        var delay = new Backoff(Minimum, Maximum, time, () => 0.5).DelayAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(delay.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
