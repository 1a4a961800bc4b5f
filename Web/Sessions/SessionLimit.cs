using System.Globalization;
using System.Threading.RateLimiting;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.Web.Accounts;
using AspireChat.Web.Options;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Sessions;

/// <summary>How many sessions a client address may open: <see cref="WebOptions.SessionsPerMinute"/>.</summary>
public static class SessionLimit
{
    internal const string Policy = "sessions";

    private const int PerDevice = 10;
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
                    StatusCodes.Status429TooManyRequests,
                    ChatErrors.RateLimited,
                    $"Too many sign-ins from your network. Please try again in {seconds} s.")
                    .ExecuteAsync(rejected.HttpContext);
            };
        });
    }

    /// <summary>
    /// By address; a device that somebody has signed in on before has its own limit, independent of others in its network.
    /// </summary>
    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var limit = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.SessionsPerMinute;
        if (limit == 0)
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        return context.RequestServices.GetRequiredService<KnownDevices>().FindAny(context) is { } device
            ? RateLimitPartition.GetSlidingWindowLimiter($"device {device.Id}", _ => Limit(Math.Min(limit, PerDevice)))
            : RateLimitPartition.GetSlidingWindowLimiter(ClientNetwork.Of(context).ToString(), _ => Limit(limit));
    }

    private static SlidingWindowRateLimiterOptions Limit(int permits) =>
        new() { PermitLimit = permits, Window = Window, SegmentsPerWindow = 6 };
}
