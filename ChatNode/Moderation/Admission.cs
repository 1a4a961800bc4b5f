using System.Globalization;
using System.Net;
using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Why a user with a valid token is not admitted.</summary>
/// <param name="Code">One of <see cref="ChatErrors"/>.</param>
/// <param name="Text">The explanation for the user.</param>
internal sealed record AdmissionRefusal(string Code, string Text);

/// <summary>Decides whether the owner of a token can use the chat at all.</summary>
internal sealed class Admission(ModerationState moderation, TimeProvider time)
{
    private static readonly AdmissionRefusal Reserved = new(
        ChatErrors.Forbidden, $"the user ids '{ChatProtocol.SystemUser}' and '{ChatProtocol.BotPrefix}…' are reserved.");
    private static readonly AdmissionRefusal Kicked = new(ChatErrors.Kicked, "the session was ended; sign in again.");

    /// <summary>Returns why the user is not admitted; null if the user is.</summary>
    /// <param name="principal">The user, by the token.</param>
    /// <param name="network">Where the user comes from; null = not checked.</param>
    public AdmissionRefusal? Refuse(ClaimsPrincipal? principal, IPAddress? network = null)
    {
        if (principal?.FindFirstValue("sub") is not { } user)
        {
            return null;
        }

        if (ChatProtocol.IsSystemOrBot(user))
        {
            return Reserved;
        }

        var sanctions = moderation.Of(user);
        return sanctions.Ban.InForce(time) is { } ban ? new AdmissionRefusal(ChatErrors.Banned, ban.Explain())
            : sanctions.RevokedAt > 0 && IssuedAt(principal) <= sanctions.RevokedAt ? Kicked
            : BanOf(network) is { } networkBan && principal.FindFirstValue(ChatProtocol.RoleClaim) != ChatProtocol.AdminRole
                ? new AdmissionRefusal(ChatErrors.Banned, $"your network is banned: {networkBan.Explain()}")
            : null;
    }

    private Sanction? BanOf(IPAddress? network) =>
        network is null ? null : moderation.BansOf(network).FirstOrDefault(ban => ban.IsInForce(time));

    // In Unix milliseconds. A token without a time of issue counts as old.
    private static long IssuedAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue("iat"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds * 1000
            : 0;
}
