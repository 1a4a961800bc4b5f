using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Moderation;
using AspireChat.Web.Options;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace AspireChat.Web.Sessions;

/// <summary>Issues tokens to users who are not banned.</summary>
internal sealed class SessionIssuer(
    ChatTokens tokens, AdminTokens adminTokens, UserSessions users, IOptions<SessionSettings> options, TimeProvider time)
{
    /// <summary>A new session, or the refusal to a banned user.</summary>
    public async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> OpenAsync(SessionHolder holder, bool kept) =>
        Issue(holder, kept, await users.ReadAsync(holder.User));

    /// <summary>As <see cref="OpenAsync"/>, for the owner of a token, unless that was revoked.</summary>
    public async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> RenewAsync(SessionHolder holder, bool kept)
    {
        var standing = await users.ReadAsync(holder.User);
        return standing.RevokedAt is { } revoked && holder.IssuedAt <= revoked ? Ended() : Issue(holder, kept, standing);
    }

    /// <summary>Whether a token is still accepted.</summary>
    public async Task<bool> IsCurrentAsync(SessionHolder holder) => await RefuseAsync(holder) is null;

    /// <summary>The refusal if a token is no longer accepted; null if it is.</summary>
    public async Task<ProblemHttpResult?> RefuseAsync(SessionHolder holder)
    {
        var standing = await users.ReadAsync(holder.User);
        return standing.Ban is { } reason ? Banned(reason)
            : standing.RevokedAt is { } revoked && holder.IssuedAt <= revoked ? Ended()
            : null;
    }

    /// <summary>The answer to a token that is no longer accepted.</summary>
    public static ProblemHttpResult Ended() =>
        SessionProblem.Of(StatusCodes.Status401Unauthorized, SessionErrors.SessionEnded, "Your session has ended. Please sign in again.");

    private Results<Ok<SessionResponse>, ProblemHttpResult> Issue(SessionHolder holder, bool kept, SessionStanding standing)
    {
        if (standing.Ban is { } reason)
        {
            return Banned(reason);
        }

        // A token issued in the same second as a revocation is dated to the next second: its time has whole seconds only, and it must be
        // valid.
        var now = time.GetUtcNow();
        var issuedAt = standing.RevokedAt is { } revoked && now.ToUnixTimeSeconds() <= revoked.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(revoked.ToUnixTimeSeconds() + 1)
            : now;
        var (token, expiresAt) = tokens.Issue(
            holder.User, holder.Name, options.Value.Lifetime, holder.Role, issuedAt, holder.AuthenticatedAt);
        return TypedResults.Ok(new SessionResponse
        {
            Token = token,
            User = holder.User,
            Name = holder.Name,
            ExpiresAt = expiresAt.ToUnixTimeMilliseconds(),
            Kept = kept,
            Role = holder.Role,
            AdminToken = holder.Role == ChatProtocol.AdminRole
                ? adminTokens.Issue(
                    holder.User, holder.Name, options.Value.Lifetime, holder.Role, issuedAt, holder.AuthenticatedAt).Token
                : null,
        });
    }

    private static ProblemHttpResult Banned(string reason) =>
        SessionProblem.Of(StatusCodes.Status403Forbidden, ChatErrors.Banned, $"You are banned: {reason}");
}
