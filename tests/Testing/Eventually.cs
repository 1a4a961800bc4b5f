using System.Diagnostics;

namespace AspireChat.Testing;

/// <summary>Waits for something to become true, with a bound. Tests never sleep for it.</summary>
public static class Eventually
{
    /// <summary>The bound where a test names none: far more than anything takes, since a busy machine is no failure.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>Polls until the condition holds.</summary>
    /// <param name="condition">
    /// What shall become true. What it throws counts as not yet, except a failed assertion, which fails the test at once: a later try that
    /// passes must not hide it.
    /// </param>
    /// <param name="what">What did not happen, for the failure's message.</param>
    /// <param name="within">The bound; <see cref="Bound"/> if null.</param>
    /// <exception cref="TimeoutException">It did not hold within the bound.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null) =>
        await GetAsync(async () => await condition() ? new object() : null, what, within);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, within);

    /// <summary>Polls until the condition holds.</summary>
    /// <param name="condition">As for <see cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?)"/>.</param>
    /// <param name="what">Writes the failure's message. Called after the last try, so it can include what was seen.</param>
    /// <param name="within">The bound; <see cref="Bound"/> if null.</param>
    /// <exception cref="TimeoutException">It did not hold within the bound.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? within = null) =>
        await GetAsync(async () => await condition() ? new object() : null, what, within);

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, Func{string}, TimeSpan?)"/>
    public static Task TrueAsync(Func<bool> condition, Func<string> what, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, within);

    /// <summary>Polls until there is a value that is not null, and returns it.</summary>
    /// <exception cref="TimeoutException">There was none within the bound.</exception>
    public static Task<T> GetAsync<T>(Func<Task<T?>> value, string what, TimeSpan? within = null)
        where T : class => GetAsync(value, () => what, within);

    /// <inheritdoc cref="GetAsync{T}(Func{Task{T}}, string, TimeSpan?)"/>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> value, Func<string> what, TimeSpan? within = null)
        where T : class
    {
        var bound = within ?? Bound;
        var begun = Stopwatch.GetTimestamp();
        Exception? last;
        do
        {
            try
            {
                last = null;
                if (await value().WaitAsync(bound) is { } found)
                {
                    return found;
                }
            }
            catch (Exception failed) when (failed is not OutOfMemoryException && !IsAssertion(failed))
            {
                last = failed;
            }

            await Task.Delay(Interval);
        }
        while (Stopwatch.GetElapsedTime(begun) < bound);

        throw new TimeoutException($"Not within {bound.TotalSeconds:0} s: {what()}", last);
    }

    // By the name of the interface that xunit marks its exceptions with, so that these tools need no assertion library.
    private static bool IsAssertion(Exception failed) =>
        failed.GetType().GetInterfaces().Any(type => type.FullName == "Xunit.Sdk.IAssertionException");
}
