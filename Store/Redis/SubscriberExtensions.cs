using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>Subscriptions that last as long as the process.</summary>
public static class SubscriberExtensions
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Subscribes, and retries until it succeeds: a process can start while Redis is down. Afterwards the client library restores the
    /// subscription after each outage.
    /// </summary>
    public static async Task SubscribeWithRetryAsync(
        this ISubscriber subscriber, string channel, Action<RedisValue> receive, TimeProvider time, CancellationToken cancellationToken)
    {
        Action<RedisChannel, RedisValue> handler = (_, message) => receive(message);
        while (true)
        {
            try
            {
                await subscriber.SubscribeAsync(RedisChannel.Literal(channel), handler);
                return;
            }
            catch (Exception away) when (away is RedisException or TimeoutException)
            {
                // The failed attempt may be registered nevertheless, and the next one must not make it two.
                await subscriber.UnsubscribeAsync(RedisChannel.Literal(channel), handler, CommandFlags.FireAndForget);
            }

            await Task.Delay(Retry, time, cancellationToken);
        }
    }
}
