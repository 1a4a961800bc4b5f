using System.Security.Cryptography;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Store.Accounts;
using AspireChat.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireChat.Web.Sessions;

/// <summary>Opens a session for a name, with its passphrase if it has one.</summary>
internal static class SignIn
{
    public static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> OpenAsync(
        SessionRequest request,
        HttpContext context,
        AccountPolicy accounts,
        NameRegister names,
        PassphraseCheck passphrases,
        SessionIssuer issuer,
        ChatTokens tokens)
    {
        if (!accounts.AllowsGuests)
        {
            return SessionProblem.Of(StatusCodes.Status403Forbidden, SessionErrors.NoGuests, "Please sign in with your account.");
        }

        if (GuestName.Check(request.Name, out var name) is { } wrong)
        {
            return SessionProblem.Of(StatusCodes.Status400BadRequest, SessionErrors.BadName, wrong);
        }

        var folded = NameFolding.Fold(name);
        if (folded.Length == 0)
        {
            return SessionProblem.Of(
                StatusCodes.Status400BadRequest, SessionErrors.BadName, "Please enter a name with visible characters.");
        }

        if (NameFolding.IsReserved(name))
        {
            return SessionProblem.Of(
                StatusCodes.Status400BadRequest, SessionErrors.NameReserved, "This name is reserved. Please choose another.");
        }

        if (request.Attempt is { Length: < SessionRequest.MinAttempt or > SessionRequest.MaxAttempt })
        {
            return SessionProblem.Of(
                StatusCodes.Status400BadRequest,
                ChatErrors.BadRequest,
                $"'attempt' must have {SessionRequest.MinAttempt} to {SessionRequest.MaxAttempt} random characters.");
        }

        var user = UserId.OfGuest(request.Attempt ?? RandomNumberGenerator.GetHexString(32), tokens);
        var hold = await names.TakeAsync(folded, user, name, hasAccount: false);
        if (hold.Secret is null)
        {
            return hold.IsOurs ? await issuer.OpenAsync(new SessionHolder(hold.User, name), kept: false) : InUse();
        }

        if (string.IsNullOrEmpty(request.Passphrase))
        {
            return SessionProblem.Of(
                StatusCodes.Status401Unauthorized,
                SessionErrors.NameClaimed,
                "This name is taken. If it is yours, enter its passphrase; otherwise choose another.");
        }

        if (await passphrases.RefuseAsync(context, folded, hold, request.Passphrase) is { } refusal)
        {
            return refusal;
        }

        await names.TakeAsync(folded, hold.User, hold.Name, hasAccount: false);
        return await issuer.OpenAsync(new SessionHolder(hold.User, hold.Name), kept: true);
    }

    /// <summary>The answer to a user who asks for a name that somebody else has.</summary>
    public static ProblemHttpResult InUse() =>
        SessionProblem.Of(StatusCodes.Status409Conflict, SessionErrors.NameInUse, "Somebody is using this name. Please choose another.");
}
