using System.Globalization;
using System.Security.Claims;
using AspireChat.Contracts;

namespace AspireChat.Web.Sessions;

/// <summary>The user that a token belongs to.</summary>
/// <param name="User">The claim <c>sub</c>.</param>
/// <param name="Name">The claim <c>name</c>.</param>
/// <param name="Role">The claim <c>role</c>, or null.</param>
/// <param name="AuthenticatedAt">The claim <c>auth_time</c>: when a provider last identified the user; null if none did.</param>
internal sealed record SessionHolder(string User, string Name, string? Role = null, DateTimeOffset? AuthenticatedAt = null)
{
    /// <summary>The claim <c>iat</c>; long ago where there is none.</summary>
    public DateTimeOffset IssuedAt { get; private init; }

    /// <summary>Reads a token's claims.</summary>
    public static SessionHolder Of(ClaimsPrincipal principal)
    {
        var user = principal.FindFirstValue("sub") ?? "";
        return new SessionHolder(
            user,
            principal.FindFirstValue(ChatProtocol.NameClaim) ?? user,
            principal.FindFirstValue(ChatProtocol.RoleClaim),
            Time(principal, "auth_time"))
        {
            IssuedAt = Time(principal, "iat") ?? DateTimeOffset.MinValue,
        };
    }

    private static DateTimeOffset? Time(ClaimsPrincipal principal, string claim) =>
        long.TryParse(principal.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
