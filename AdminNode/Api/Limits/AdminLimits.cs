using System.Globalization;
using System.Threading.RateLimiting;
using AspireChat.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Api.Limits;

/// <summary>How often one caller may call: <see cref="AdminOptions.RequestsPerSecond"/>.</summary>
internal static class AdminLimits
{
    public const string Policy = "admin";

    public static void AddAdminLimits(this IServiceCollection services)
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

    /// <summary>429 with <c>Retry-After</c>; the body is written by the status code pages.</summary>
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

        // Whoever is not authenticated is refused anyway, but not before this.
        var caller = context.User.FindFirst("sub") is { } subject
            ? $"{context.User.Identity?.AuthenticationType} {subject.Value}"
            : ClientNetwork.Of(context).ToString();
        return RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestBurst,
            TokensPerPeriod = options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
    }
}
