using System.Net;
using System.Threading.RateLimiting;
using AspireChat.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AspireChat.AdminNode.Api.Limits;

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

    /// <summary>Notes one; the lease is not acquired when there were too many.</summary>
    public RateLimitLease Note(HttpContext context) => _limiter.AttemptAcquire(context);

    public void Dispose() => _limiter.Dispose();
}
