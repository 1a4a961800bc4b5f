using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AspireChat.Store.Redis;

/// <summary>
/// Healthy while Redis answers. Degraded while it has reached its memory limit, or while one server of a Redis Cluster does not answer: the
/// rest goes on, and no other node is better off.
/// </summary>
public sealed class RedisHealth(IConnectionMultiplexer redis, RedisMemory memory) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var primaries = redis.GetServers().Where(server => !server.IsReplica).ToList();
        var answers = await Task.WhenAll(primaries.Select(AnswersAsync));
        var silent = string.Join(", ", primaries.Zip(answers).Where(server => !server.Second).Select(server => server.First.EndPoint));
        if (!answers.Contains(true))
        {
            return HealthCheckResult.Unhealthy(
                $"Redis at {silent} cannot be reached; check ConnectionStrings:redis and whether Redis is running.");
        }

        if (silent.Length > 0)
        {
            return HealthCheckResult.Degraded(
                $"Redis at {silent} cannot be reached; what is stored there cannot be used until it is back.");
        }

        return await memory.ReadAsync() is { Count: > 0 } full
            ? HealthCheckResult.Degraded(
                $"Redis at {string.Join(", ", full)} is full; messages are refused until you delete rooms or raise its maxmemory.")
            : HealthCheckResult.Healthy();
    }

    private static async Task<bool> AnswersAsync(IServer server)
    {
        try
        {
            if (server.IsConnected)
            {
                await server.PingAsync();
                return true;
            }
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // It does not answer.
        }

        return false;
    }
}
