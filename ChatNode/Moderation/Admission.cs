using System.Globalization;
using System.Security.Claims;
using AspireChat.Contracts;
using AspireChat.Store.Moderation;

namespace AspireChat.ChatNode.Moderation;

/// <summary>Why somebody with a good token is not let in.</summary>
/// <param name="Code">One of <see cref="ChatErrors"/>.</param>
/// <param name="Text">What to tell.</param>
internal sealed record AdmissionRefusal(string Code, string Text);

/// <summary>Whether the owner of a token may use the chat at all.</summary>
internal sealed class Admission(ModerationPolicy policy, TimeProvider time)
{
    private static readonly AdmissionRefusal Reserved = new(
        ChatErrors.Forbidden, $"no person can be '{ChatProtocol.SystemUser}' or '{ChatProtocol.BotPrefix}…'.");
    private static readonly AdmissionRefusal Kicked = new(ChatErrors.Kicked, "the session was ended; sign in again.");

    /// <summary>Null for whoever may come in.</summary>
    public AdmissionRefusal? Refuse(ClaimsPrincipal? principal)
    {
        if (principal?.FindFirstValue("sub") is not { } user)
        {
            return null;
        }

        if (ChatProtocol.IsSystemOrBot(user))
        {
            return Reserved;
        }

        var standing = policy.Of(user);
        return standing.Ban.InForce(time) is { } ban ? new AdmissionRefusal(ChatErrors.Banned, ban.Explain())
            : standing.RevokedAt > 0 && IssuedAt(principal) <= standing.RevokedAt ? Kicked
            : null;
    }

    // In Unix milliseconds. A token that does not say when it was issued may be an old one.
    private static long IssuedAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue("iat"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds * 1000 : 0;
}
