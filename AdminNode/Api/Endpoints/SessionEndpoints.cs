using AspireChat.AdminNode.Api.Access;
using AspireChat.AdminNode.Api.Idempotency;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>/session</c>: exchanges the admin key for a token that expires, so that the admin pages need not keep the key.</summary>
internal static class SessionEndpoints
{
    private const string User = "admin";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static void MapSessions(this RouteGroupBuilder api) => api.MapPost("/session", Open)
        .WithName("openSession").WithTags("Session").WithMetadata(new NotStoredAttribute())
        .WithSummary("Returns a token with the role admin that is valid for an hour. Requires the admin key itself.");

    private static Ok<SessionResponse> Open(AdminCaller caller, AdminTokens tokens)
    {
        if (!caller.HasKey)
        {
            // Otherwise a token could be renewed forever.
            throw new ApiException(
                StatusCodes.Status403Forbidden, ChatErrors.Forbidden,
                $"A session requires the admin key ({AdminKeyHandler.Header}), not a token.");
        }

        var (token, expiresAt) = tokens.Issue(User, User, Lifetime, ChatProtocol.AdminRole);
        return TypedResults.Ok(
            new SessionResponse { Token = token, User = User, Name = User, ExpiresAt = expiresAt.ToUnixTimeMilliseconds() });
    }
}
