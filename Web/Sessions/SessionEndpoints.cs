using System.Security.Cryptography;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireChat.Web.Sessions;

/// <summary>Sign-in: a name for a token.</summary>
public static class SessionEndpoints
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>Maps <c>POST /api/session</c>.</summary>
    public static void MapSessions(this WebApplication app) =>
        app.MapPost("/api/session", Open).RequireRateLimiting(SessionLimit.Policy).DisableAntiforgery();

    private static Results<Ok<SessionResponse>, ProblemHttpResult> Open(SessionRequest request, ChatTokens tokens)
    {
        if (GuestName.Check(request.Name, out var name) is { } wrong)
        {
            return TypedResults.Problem(wrong, statusCode: StatusCodes.Status400BadRequest, title: "That name cannot be used");
        }

        // 8 characters of 36: a guest is one browser tab, and its id must not be guessable from another's.
        var user = $"guest-{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 8)}";
        var (token, expiresAt) = tokens.Issue(user, name, Lifetime);
        return TypedResults.Ok(new SessionResponse
        {
            Token = token,
            User = user,
            Name = name,
            ExpiresAt = expiresAt.ToUnixTimeMilliseconds(),
        });
    }
}
