using System.Globalization;
using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Hosting;
using AspireChat.Store.Accounts;
using AspireChat.Store.Moderation;
using AspireChat.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AspireChat.Web.Sessions;

/// <summary>Checks a name's passphrase, as often as <see cref="PassphraseAttempts"/> allows.</summary>
internal sealed class PassphraseCheck(Passphrases passphrases, PassphraseAttempts attempts, KnownDevices devices, UserSessions users)
{
    /// <summary>Null if the passphrase is right, and then the device is remembered; otherwise the refusal.</summary>
    public async Task<ProblemHttpResult?> RefuseAsync(HttpContext context, string folded, NameHold hold, string? passphrase)
    {
        var network = ClientNetwork.Of(context);
        var device = await FindDeviceAsync(context, hold.User);
        if (await attempts.TakeAsync(folded, network, device?.Id) is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return SessionProblem.Of(
                StatusCodes.Status429TooManyRequests,
                SessionErrors.TooManyAttempts,
                $"Too many wrong passphrases. Please try again in {seconds} s.");
        }

        if (hold.Secret is null || !passphrases.IsRight(hold.Secret, passphrase))
        {
            return SessionProblem.Of(
                StatusCodes.Status401Unauthorized, SessionErrors.WrongPassphrase, "Wrong passphrase for this name.");
        }

        await attempts.ForgetAsync(folded, network, device?.Id);
        devices.Remember(context, hold.User);
        return null;
    }

    /// <summary>The device, unless the user has signed out everywhere since: then it may be lost or stolen.</summary>
    private async Task<KnownDevice?> FindDeviceAsync(HttpContext context, string user) =>
        devices.Find(context, user) is { } device && !((await users.ReadAsync(user)).RevokedAt >= device.Since) ? device : null;
}
