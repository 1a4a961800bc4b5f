using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Nodes;

/// <summary>Publishes what happens in the cluster, for monitoring. Nothing depends on it: while Redis is down, events are lost.</summary>
public sealed class ClusterEvents(IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>Publishes an event without waiting. It sets <see cref="ClusterEvent.At"/>.</summary>
    public void Publish(ClusterEvent happened)
    {
        var json = JsonSerializer.Serialize(
            happened with { At = time.GetUtcNow().ToUnixTimeMilliseconds() }, AdminJson.Default.ClusterEvent);
        _ = PublishAsync(json);
    }

    /// <summary>Receives the events of all processes from now on. Retries until Redis is there.</summary>
    /// <param name="receive">Called with each message as it came.</param>
    /// <param name="cancellationToken">Stops retrying.</param>
    public Task ListenAsync(Action<string> receive, CancellationToken cancellationToken) => redis.GetSubscriber()
        .SubscribeWithRetryAsync(RedisKeys.Events, message => receive(message.ToString()), time, cancellationToken);

    private async Task PublishAsync(string json)
    {
        try
        {
            await redis.GetSubscriber().PublishAsync(RedisChannel.Literal(RedisKeys.Events), json, CommandFlags.FireAndForget);
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The event is lost.
        }
    }
}
