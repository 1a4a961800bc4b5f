using AspireChat.AdminNode.Api.Access;
using AspireChat.AdminNode.Api.Idempotency;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Sessions;

/// <summary>The admin key for a token that ends by itself, so that the admin pages need not keep the key.</summary>
internal static class SessionEndpoints
{
    private const string User = "admin";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static void MapSessions(this RouteGroupBuilder api) => api.MapPost("/session", Open)
        .WithName("openSession").WithTags("Session").WithMetadata(new NotStoredAttribute())
        .WithSummary("A token of an hour with the role admin. Needs the admin key itself.");

    private static Ok<SessionResponse> Open(AdminCaller caller, ChatTokens tokens)
    {
        if (!caller.HasKey)
        {
            // Otherwise a token could prolong itself for ever.
            throw new ApiException(
                StatusCodes.Status403Forbidden, ChatErrors.Forbidden, $"A session is opened with the admin key ({AdminKeyHandler.Header}), not with a token.");
        }

        var (token, expiresAt) = tokens.Issue(User, User, Lifetime, AdminAccess.Role);
        return TypedResults.Ok(new SessionResponse { Token = token, User = User, Name = User, ExpiresAt = expiresAt.ToUnixTimeMilliseconds() });
    }
}
