using AspireChat.Contracts;
using AspireChat.Store.Redis;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace AspireChat.Web.Sessions;

/// <summary>
/// Answers 503 <c>unavailable</c> when Redis cannot be reached, and 507 <c>full</c> when it has no memory left; the page itself works
/// without it.
/// </summary>
internal sealed partial class RedisAway(ILogger<RedisAway> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception full) when (full.IsFull())
        {
            LogFull(context.HttpContext.Request.Path);
            return SessionProblem.Of(StatusCodes.Status507InsufficientStorage, ChatErrors.Full, "The server's storage is full.");
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            LogUnavailable(away, context.HttpContext.Request.Path);
            context.HttpContext.Response.Headers.RetryAfter = "1";
            return SessionProblem.Of(
                StatusCodes.Status503ServiceUnavailable, ChatErrors.Unavailable, "The server is unavailable. Please try again soon.");
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Path} was answered with 503: Redis did not respond.")]
    private partial void LogUnavailable(Exception exception, PathString path);

    [LoggerMessage(2, LogLevel.Warning, "{Path} was answered with 507: Redis has reached its memory limit.")]
    private partial void LogFull(PathString path);
}

/// <summary>Reports that nobody can sign in. Degraded rather than unhealthy: users who are signed in still need the page.</summary>
internal sealed class RedisHealth(IConnectionMultiplexer redis) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(redis.IsConnected
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("Redis cannot be reached; nobody can sign in."));
}
