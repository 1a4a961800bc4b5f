using AspireChat.ChatNode.Moderation;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AspireChat.ChatNode.AdminModule;

/// <summary>Ready for new clients: Redis answers, the moderation state is loaded, and the node is not draining.</summary>
internal sealed class NodeHealth(RedisHealth redis, Drain drain, ModerationState moderation) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (drain.IsDraining)
        {
            return HealthCheckResult.Unhealthy("draining");
        }

        var health = await redis.CheckHealthAsync(context, cancellationToken);
        return health.Status == HealthStatus.Healthy && !moderation.IsLoaded
            ? HealthCheckResult.Unhealthy("moderation state not loaded")
            : health;
    }
}
