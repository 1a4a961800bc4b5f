using AspireChat.Client.Connecting;

namespace AspireChat.Client;

/// <summary>
/// The server closes a connection whose token has expired. So the client gets another token well before that, and opens a new connection
/// with it while the old one is still in use.
/// </summary>
internal static class TokenRenewal
{
    // At a random time in the second half of the lifetime: clients that connected together do not reconnect together.
    private const double Earliest = 0.5;
    private const double Latest = 0.8;

    private static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Completes when <see cref="ChatConnectionOptions.AccessToken"/> returns a token that expires later than the one in use; never, if
    /// that one never expires.
    /// </summary>
    public static async Task DueAsync(
        TokenTimes? used, ServerClock clock, ChatConnectionOptions options, CancellationToken cancellationToken)
    {
        while (used is not null)
        {
            // A token that has expired, but was accepted, is new: the clock is wrong. That can be only before the server's time is known,
            // or where another server issues the tokens.
            var left = used.Left(clock.Now);
            left = left > TimeSpan.Zero ? left : used.Lifetime ?? options.MaximumReconnectDelay;
            var pause = left * (Earliest + (Latest - Earliest) * Random.Shared.NextDouble());
            await Task.Delay(pause > MinDelay ? pause : MinDelay, options.Time, cancellationToken);
            if (await TryAskAsync(options, cancellationToken) is { } next && next.Ends > used.Ends)
            {
                return;
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private static async Task<TokenTimes?> TryAskAsync(ChatConnectionOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return TokenTimes.Of(await options.AccessToken(cancellationToken));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The token provider may be down for a while. The current connection still works.
            return null;
        }
    }
}
