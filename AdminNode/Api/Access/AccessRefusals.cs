using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspireChat.AdminNode.Api.Access;

/// <summary>
/// Responds to callers without access: 401 or 403, and 429 to an address that tries too often. A valid key is always accepted, whatever
/// others behind the same address have tried; it is far too long to be guessed.
/// </summary>
internal sealed partial class AccessRefusals(FailedAttempts attempts, ILogger<AccessRefusals> logger)
    : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _standard = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Succeeded)
        {
            using var lease = attempts.Count(context);
            if (!lease.IsAcquired)
            {
                RateLimits.Refuse(context, lease);
                return;
            }

            var refusal = authorizeResult.AuthorizationFailure?.FailureReasons.OfType<TokenRefusal>().FirstOrDefault()?.Refusal;
            var reason = refusal?.Message ?? (authorizeResult.Forbidden ? "its role is not admin" : "no valid key or token");
            LogRefused(context.Request.Method, context.Request.Path, context.Connection.RemoteIpAddress, reason);
            if (refusal is not null)
            {
                throw refusal;
            }
        }

        await _standard.HandleAsync(next, context, policy, authorizeResult);
    }

    [LoggerMessage(1, LogLevel.Warning, "Refused {Method} {Path} from {Address}: {Reason}.")]
    private partial void LogRefused(string method, string path, System.Net.IPAddress? address, string reason);
}
