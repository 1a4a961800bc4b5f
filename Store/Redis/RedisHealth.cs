using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>Healthy while Redis answers.</summary>
public sealed class RedisHealth(IConnectionMultiplexer redis) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.GetDatabase().PingAsync();
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            var where = string.Join(", ", redis.GetEndPoints().Select(endPoint => endPoint.ToString()));
            return HealthCheckResult.Unhealthy(
                $"Redis at {where} cannot be reached; check ConnectionStrings:redis and whether Redis is running.");
        }
    }
}
