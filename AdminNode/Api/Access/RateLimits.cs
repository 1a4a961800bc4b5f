using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using AspireChat.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Api.Access;

/// <summary>How often a caller can call: <see cref="AdminOptions.RequestsPerSecond"/>.</summary>
internal static class RateLimits
{
    public const string Policy = "admin";

    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddSingleton<FailedAttempts>();
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Policy, Partition);
            limiter.OnRejected = (rejected, _) =>
            {
                Refuse(rejected.HttpContext, rejected.Lease);
                return ValueTask.CompletedTask;
            };
        });
    }

    /// <summary>Responds with 429 and <c>Retry-After</c>. The status code pages write the body.</summary>
    public static void Refuse(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<AdminOptions>>().Value;
        if (options.RequestsPerSecond == 0)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        // Callers that are not authenticated are refused later, in authorization.
        var caller = AdminCaller.Of(context) is { User.Length: > 0 } known ? known.Id : ClientNetwork.Of(context).ToString();
        return RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestBurst,
            TokensPerPeriod = options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
    }
}

/// <summary>Counts refused credentials by client address: <see cref="AdminOptions.FailuresPerMinute"/>.</summary>
internal sealed class FailedAttempts(IOptions<AdminOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
        RateLimitPartition.GetSlidingWindowLimiter(ClientNetwork.Of(context), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Value.FailuresPerMinute,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    /// <summary>Counts one. The lease is not acquired if there were too many.</summary>
    public RateLimitLease Count(HttpContext context) => _limiter.AttemptAcquire(context);

    public void Dispose() => _limiter.Dispose();
}
