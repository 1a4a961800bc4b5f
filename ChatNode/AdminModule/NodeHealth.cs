using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>Ready for new clients: Redis answers, the moderation state is loaded, and the node is not draining.</summary>
internal sealed class NodeHealth(RedisHealth redis, RedisLink link, Drain drain, ModerationState moderation) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain.IsDraining)
        {
            return HealthCheckResult.Unhealthy("draining");
        }

        if (link.IsCutOff)
        {
            return HealthCheckResult.Unhealthy(
                "cut off: this node cannot reach Redis and other nodes can; its clients are sent to them. Check its network.");
        }

        var health = await redis.CheckHealthAsync(context, cancellationToken);
        return health.Status != HealthStatus.Unhealthy && !moderation.IsLoaded
            ? HealthCheckResult.Unhealthy("moderation state not loaded")
            : health;
    }
}
