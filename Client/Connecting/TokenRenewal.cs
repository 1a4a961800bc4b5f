namespace AspireChat.Client.Connecting;

/// <summary>
/// The server closes a connection whose token has ended. So, well before that, another token is asked for, and the connection made anew with it while the old
/// one still serves.
/// </summary>
internal static class TokenRenewal
{
    // At a random moment of the second half of its life: clients that came together do not move together.
    private const double Earliest = 0.5;
    private const double Latest = 0.8;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);

    /// <summary>Ends when <see cref="ChatConnectionOptions.AccessToken"/> gives a token that ends later than the one in use; never, if that one never ends.</summary>
    public static async Task DueAsync(TokenTimes? used, ServerClock clock, ChatConnectionOptions options, CancellationToken cancellationToken)
    {
        while (used is not null)
        {
            // One that has ended, and yet was good for connecting, was issued by a server whose clock is behind. Without negotiation only the
            // device's clock is known.
            var left = used.Left(clock.Now);
            left = left > TimeSpan.Zero ? left : used.Lifetime ?? options.MaximumReconnectDelay;
            var pause = left * (Earliest + (Latest - Earliest) * Random.Shared.NextDouble());
            await Task.Delay(pause > Shortest ? pause : Shortest, options.Time, cancellationToken);
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
            // Whoever gives the tokens may be away for a while. The connection in use still lives.
            return null;
        }
    }
}
