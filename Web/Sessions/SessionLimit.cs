using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Hosting;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Sessions;

/// <summary>How many sessions a client address may open: <see cref="WebOptions.SessionsPerMinute"/>.</summary>
public static class SessionLimit
{
    internal const string Policy = "sessions";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Adds ASP.NET Core's rate limiter with this policy.</summary>
    public static void AddSessionLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Policy, Partition);
            limiter.OnRejected = async (rejected, cancel) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
                var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
                rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await SessionProblem.Of(
                    StatusCodes.Status429TooManyRequests, ChatErrors.RateLimited, $"Too many sign-ins from your network. Please try again in {seconds} s.")
                    .ExecuteAsync(rejected.HttpContext);
            };
        });
    }

    private static RateLimitPartition<IPAddress> Partition(HttpContext context)
    {
        var limit = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.SessionsPerMinute;
        return limit == 0
            ? RateLimitPartition.GetNoLimiter(IPAddress.None)
            : RateLimitPartition.GetSlidingWindowLimiter(ClientNetwork.Of(context), _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = limit,
                Window = Window,
                SegmentsPerWindow = 6,
            });
    }
}
