using System.Globalization;
using System.Security.Cryptography;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.ServiceDefaults.Tokens;
using AspireChat.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireChat.Web.Sessions;

/// <summary>A name, and its passphrase where it has one, for a session.</summary>
internal static class SignIn
{
    public static async Task<Results<Ok<SessionResponse>, ProblemHttpResult>> OpenAsync(
        SessionRequest request,
        HttpContext context,
        AccountPolicy accounts,
        NameRegister names,
        Passphrases passphrases,
        Attempts attempts,
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
            return SessionProblem.Of(StatusCodes.Status400BadRequest, SessionErrors.BadName, "Please enter a name that can be seen.");
        }

        if (NameFolding.IsReserved(folded))
        {
            return SessionProblem.Of(StatusCodes.Status400BadRequest, SessionErrors.NameReserved, "This name is reserved. Please choose another.");
        }

        if (request.Attempt is { Length: < SessionRequest.MinAttempt or > SessionRequest.MaxAttempt })
        {
            return SessionProblem.Of(
                StatusCodes.Status400BadRequest, ChatErrors.BadRequest, $"'attempt' has {SessionRequest.MinAttempt} to {SessionRequest.MaxAttempt} random characters.");
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
                StatusCodes.Status401Unauthorized, SessionErrors.NameClaimed, "This name has an owner. If it is yours, enter its passphrase; else choose another name.");
        }

        if (await CheckAsync(context, folded, hold.Secret, request.Passphrase, passphrases, attempts) is { } refusal)
        {
            return refusal;
        }

        await names.TakeAsync(folded, hold.User, hold.Name, hasAccount: false);
        return await issuer.OpenAsync(new SessionHolder(hold.User, hold.Name), kept: true);
    }

    /// <summary>Null if it is the passphrase, else the refusal.</summary>
    public static async Task<ProblemHttpResult?> CheckAsync(
        HttpContext context, string folded, string secret, string? passphrase, Passphrases passphrases, Attempts attempts)
    {
        var network = ClientNetwork.Of(context);
        if (await attempts.TakeAsync(folded, network) is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return SessionProblem.Of(
                StatusCodes.Status429TooManyRequests, SessionErrors.TooManyAttempts, $"Too many wrong passphrases. Please try again in {seconds} s.");
        }

        if (!passphrases.IsRight(secret, passphrase))
        {
            return SessionProblem.Of(StatusCodes.Status401Unauthorized, SessionErrors.WrongPassphrase, "This is not the name's passphrase.");
        }

        await attempts.ForgetAsync(folded, network);
        return null;
    }

    /// <summary>The answer to whoever wants a name that somebody else has.</summary>
    public static ProblemHttpResult InUse() =>
        SessionProblem.Of(StatusCodes.Status409Conflict, SessionErrors.NameInUse, "Somebody is using this name. Please choose another.");
}
