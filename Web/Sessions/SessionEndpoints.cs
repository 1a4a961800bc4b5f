using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.Store.Accounts;
using AspireChat.Store.Moderation;
using AspireChat.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AspireChat.Web.Sessions;

/// <summary>Opens, renews and ends sessions, and claims names.</summary>
public static class SessionEndpoints
{
    /// <summary>How long a guest who closed the page keeps the name: long enough for a reload.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>A name, two passphrases and a token, in a JSON that escapes every character, are less.</summary>
    private const long MaxBody = 16 * 1024;

    /// <summary>Maps <c>/api/session</c> and what is under it.</summary>
    public static void MapSessions(this WebApplication app)
    {
        var sessions = app.MapGroup("/api/session").AddEndpointFilter<RedisAway>().DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBody));
        sessions.MapPost("", SignIn.OpenAsync).RequireRateLimiting(SessionLimit.Policy).AddEndpointFilter<BannedNetworks>();
        sessions.MapPost("/claim", ClaimAsync).RequireAuthorization().RequireRateLimiting(SessionLimit.Policy)
            .AddEndpointFilter<BannedNetworks>();
        sessions.MapPost("/refresh", RefreshAsync).RequireAuthorization(RenewableTokens.Policy).AddEndpointFilter<BannedNetworks>();
        sessions.MapPost("/end", EndAsync).RequireAuthorization(RenewableTokens.Policy);
    }

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> ClaimAsync(
        ClaimRequest request,
        HttpContext context,
        NameRegister names,
        Passphrases passphrases,
        PassphraseCheck check,
        KnownDevices devices,
        SessionIssuer issuer)
    {
        var holder = SessionHolder.Of(context.User);
        if (!UserId.IsGuest(holder.User))
        {
            return SessionProblem.Of(
                StatusCodes.Status403Forbidden, ChatErrors.Forbidden, "Your name belongs to your account; it needs no passphrase.");
        }

        if (!Passphrases.IsAllowed(request.Passphrase))
        {
            return SessionProblem.Of(
                StatusCodes.Status400BadRequest,
                SessionErrors.BadPassphrase,
                $"A passphrase must have {ClaimRequest.MinPassphrase} to {ClaimRequest.MaxPassphrase} characters.");
        }

        if (!await issuer.IsCurrentAsync(holder))
        {
            return SessionIssuer.Ended();
        }

        var folded = NameFolding.Fold(holder.Name);
        var hold = await names.TakeAsync(folded, holder.User, holder.Name, hasAccount: false);
        if (!hold.IsOurs)
        {
            return SignIn.InUse();
        }

        if (hold.Secret is not null && await check.RefuseAsync(context, folded, hold, request.Current) is { } wrong)
        {
            return wrong;
        }

        if (!await names.ClaimAsync(folded, holder.User, hold.Secret, passphrases.Hash(request.Passphrase)))
        {
            return SignIn.InUse();
        }

        devices.Remember(context, holder.User);
        return await issuer.RenewAsync(holder, kept: true);
    }

    private static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> RefreshAsync(
        RefreshRequest? request,
        ClaimsPrincipal principal,
        NameRegister names,
        AccountPolicy accounts,
        AdminProof proof,
        SessionIssuer issuer)
    {
        var holder = SessionHolder.Of(principal);
        var hasAccount = UserId.HasAccount(holder.User);
        if (!UserId.IsGuest(holder.User) && !(hasAccount && accounts.IsFresh(holder)))
        {
            return SessionIssuer.Ended();
        }

        var hold = await names.TakeAsync(NameFolding.Fold(holder.Name), holder.User, holder.Name, hasAccount);
        return hold.IsOurs
            ? await issuer.RenewAsync(
                hasAccount && await proof.IsOfAsync(request?.AdminToken, holder) ? holder : holder with { Role = null },
                hasAccount || hold.Secret is not null)
            : SignIn.InUse();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        EndRequest request, ClaimsPrincipal principal, NameRegister names, UserSessions users, SessionIssuer issuer)
    {
        var holder = SessionHolder.Of(principal);
        // A kicked or banned user gives the name back, too. Otherwise nobody could take it until the token expires.
        if (request.Everywhere && !await issuer.IsCurrentAsync(holder))
        {
            return SessionIssuer.Ended();
        }

        if (request.Everywhere)
        {
            await users.RevokeAsync(holder.User, "You signed out everywhere.");
        }

        if (UserId.IsGuest(holder.User))
        {
            await names.FreeAsync(NameFolding.Fold(holder.Name), holder.User, request.Pause ? Pause : TimeSpan.Zero);
        }

        return TypedResults.NoContent();
    }
}
