namespace AspireChat.Client.Connecting;

/// <summary>
/// Exponential back-off with full jitter: each delay is random between zero and a ceiling that doubles. The clients of a
/// node that died therefore reconnect spread over time rather than in waves.
/// </summary>
/// <param name="minimum">The first ceiling.</param>
/// <param name="maximum">The last ceiling.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Returns numbers in [0, 1); null = random ones.</param>
internal sealed class Backoff(TimeSpan minimum, TimeSpan maximum, TimeProvider time, Func<double>? random = null)
{
    private readonly Func<double> _random = random ?? Random.Shared.NextDouble;
    private int _doublings;

    /// <summary>The next delay.</summary>
    public TimeSpan Next()
    {
        var ceiling = minimum * Math.Pow(2, _doublings);
        if (ceiling < maximum)
        {
            _doublings++;
            return ceiling * _random();
        }

        return maximum * _random();
    }

    /// <summary>Starts again with the first ceiling.</summary>
    public void Reset() => _doublings = 0;

    /// <summary>Waits for the next delay.</summary>
    public Task DelayAsync(CancellationToken cancellationToken) => Task.Delay(Next(), time, cancellationToken);
}
