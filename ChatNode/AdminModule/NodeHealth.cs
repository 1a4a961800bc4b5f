using AspireChat.ChatNode.Moderation;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>Ready for new clients: Redis answers, it is known who is banned, and the node is not draining.</summary>
internal sealed class NodeHealth(IConnectionMultiplexer redis, Drain? drain = null, ModerationPolicy? policy = null) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain is { IsDraining: true })
        {
            return HealthCheckResult.Unhealthy("draining");
        }

        try
        {
            await redis.GetDatabase().PingAsync();
            return policy is { IsLoaded: false } ? HealthCheckResult.Unhealthy("has yet to learn who is banned") : HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            var where = string.Join(", ", redis.GetEndPoints().Select(endPoint => endPoint.ToString()));
            return HealthCheckResult.Unhealthy($"Redis at {where} cannot be reached; check ConnectionStrings:redis and whether it runs.");
        }
    }
}
