using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>Subscriptions that a process holds as long as it runs.</summary>
public static class SubscriberExtensions
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Subscribes, and tries again until it succeeds: a process may start while Redis is away. Once it has, the client library restores it after each outage.
    /// </summary>
    public static async Task SubscribeForGoodAsync(
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
                // What failed may be registered all the same, and the next attempt must not make it two.
                await subscriber.UnsubscribeAsync(RedisChannel.Literal(channel), handler, CommandFlags.FireAndForget);
            }

            await Task.Delay(Retry, time, cancellationToken);
        }
    }
}
