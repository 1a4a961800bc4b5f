using System.Globalization;
using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.Store.Moderation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace AspireChat.AdminNode.Api.Access;

/// <summary>Whether a token is still good: its user can be banned, and it can be revoked, before it expires.</summary>
internal sealed class TokenStatus(UserSessions sessions, TimeProvider time)
{
    /// <summary>Returns why a caller's token is refused; null if it is good, or the caller has the admin key.</summary>
    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached, so it is not known.</exception>
    public async Task<ApiException?> RefuseAsync(ClaimsPrincipal caller)
    {
        if (caller.Identity?.AuthenticationType == AdminCaller.KeyScheme || caller.FindFirstValue("sub") is not { } user)
        {
            return null;
        }

        var standing = await sessions.ReadAsync(user);
        return standing.Ban is { } reason
            ? new ApiException(StatusCodes.Status403Forbidden, ChatErrors.Banned, $"You are banned: {reason}")
            : standing.Revokes(TimeOf(caller, "iat")) || TimeOf(caller, "exp") < time.GetUtcNow()
                ? new ApiException(StatusCodes.Status401Unauthorized, ApiException.Unauthorized, "The session has ended; sign in again.")
                : null;
    }

    private static DateTimeOffset TimeOf(ClaimsPrincipal caller, string claim) =>
        long.TryParse(caller.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.MinValue;
}

/// <summary>The caller's token must still be good (see <see cref="TokenStatus"/>).</summary>
internal sealed class CurrentTokenRequirement : IAuthorizationRequirement;

internal sealed class CurrentTokenHandler(TokenStatus tokens) : AuthorizationHandler<CurrentTokenRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, CurrentTokenRequirement requirement)
    {
        // Others are refused anyway, so Redis is not asked.
        if (!context.User.IsInRole(ChatProtocol.AdminRole))
        {
            return;
        }

        if (await tokens.RefuseAsync(context.User) is { } refusal)
        {
            context.Fail(new TokenRefusal(this, refusal));
        }
        else
        {
            context.Succeed(requirement);
        }
    }
}

/// <summary>Tells <see cref="AccessRefusals"/> why a token is refused.</summary>
internal sealed class TokenRefusal(IAuthorizationHandler handler, ApiException refusal)
    : AuthorizationFailureReason(handler, refusal.Message)
{
    public ApiException Refusal => refusal;
}
