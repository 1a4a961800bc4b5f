using AspireChat.Contracts;
using AspireChat.ServiceDefaults.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AspireChat.Web.Sessions;

/// <summary>
/// Whether a caller who renews a session is an admin. The user's own token is no proof: every chat node has the key that signs it. The
/// token for the admin API is.
/// </summary>
internal sealed class AdminProof(AdminTokens tokens)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Whether it is a token for the admin API of this user, expired or not, from the same sign-in with the provider.</summary>
    public async Task<bool> IsOfAsync(string? adminToken, SessionHolder holder)
    {
        if (string.IsNullOrEmpty(adminToken))
        {
            return false;
        }

        // A page that slept has an expired one. How long ago the provider was asked is what counts, and the caller checks that.
        var checks = tokens.Validation;
        checks.ValidateLifetime = false;
        checks.LifetimeValidator = null;
        var result = await _handler.ValidateTokenAsync(adminToken, checks);
        return result.IsValid
            && SessionHolder.Of(new(result.ClaimsIdentity)) is var admin
            && (admin.User, admin.Role, admin.AuthenticatedAt) == (holder.User, ChatProtocol.AdminRole, holder.AuthenticatedAt);
    }
}
