using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>
/// Healthy while Redis answers. Degraded while it has reached its memory limit, or while one server of a Redis Cluster does not answer: the
/// rest goes on, and no other node is better off.
/// </summary>
public sealed class RedisHealth(IConnectionMultiplexer redis) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var servers = await RedisServerInfo.ReadAsync(redis);
        var silent = AddressesOf(servers.Where(server => server.Answer is null));
        if (servers.All(server => server.Answer is null))
        {
            return HealthCheckResult.Unhealthy(
                $"Redis at {silent} cannot be reached; check ConnectionStrings:redis and whether Redis is running.");
        }

        if (silent.Length > 0)
        {
            return HealthCheckResult.Degraded(
                $"Redis at {silent} cannot be reached; what is stored there cannot be used until it is back.");
        }

        return AddressesOf(servers.Where(server => server.IsFull)) is { Length: > 0 } full
            ? HealthCheckResult.Degraded($"Redis at {full} is full; messages are refused until you delete rooms or raise its maxmemory.")
            : HealthCheckResult.Healthy();
    }

    private static string AddressesOf(IEnumerable<RedisServerInfo> servers) => string.Join(", ", servers.Select(server => server.Address));
}
