using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Store.Nodes;

/// <summary>Tells whoever watches the cluster what happens. Nothing depends on it: while Redis is away, nobody is told.</summary>
public sealed class ClusterEvents(IConnectionMultiplexer redis, TimeProvider time)
{
    /// <summary>Tells it, without waiting for anything. <see cref="ClusterEvent.At"/> is set here.</summary>
    public void Publish(ClusterEvent happened)
    {
        var json = JsonSerializer.Serialize(happened with { At = time.GetUtcNow().ToUnixTimeMilliseconds() }, AdminJson.Default.ClusterEvent);
        _ = PublishAsync(json);
    }

    private async Task PublishAsync(string json)
    {
        try
        {
            await redis.GetSubscriber().PublishAsync(RedisChannel.Literal(RedisKeys.Events), json, CommandFlags.FireAndForget);
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            // Not told, then.
        }
    }
}
