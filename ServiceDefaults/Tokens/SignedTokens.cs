using AspireChat.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>Issues tokens (JWT, HS256) and says how they are checked.</summary>
/// <param name="keys">All keys that are accepted; the first one signs.</param>
/// <param name="time">The clock.</param>
public class SignedTokens(IReadOnlyList<byte[]> keys, TimeProvider time)
{
    /// <summary>Issuer and audience of every token.</summary>
    public const string Issuer = ChatProtocol.TokenIssuer;

    private readonly SymmetricSecurityKey[] _keys = [.. keys.Select(key => new SymmetricSecurityKey(key))];

    /// <summary>Issues a token.</summary>
    /// <param name="user">The claim <c>sub</c>: who it is, on every device.</param>
    /// <param name="name">The claim <c>name</c>: what others see.</param>
    /// <param name="lifetime">How long it is valid.</param>
    /// <param name="role">The claim <c>role</c>, or null for none.</param>
    /// <param name="issuedAt">The claim <c>iat</c>, if not now.</param>
    /// <param name="authenticatedAt">
    /// The claim <c>auth_time</c>, or null for none: when the user last proved to somebody else who they are.
    /// </param>
    public (string Token, DateTimeOffset ExpiresAt) Issue(
        string user,
        string name,
        TimeSpan lifetime,
        string? role = null,
        DateTimeOffset? issuedAt = null,
        DateTimeOffset? authenticatedAt = null)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object> { ["sub"] = user, [ChatProtocol.NameClaim] = name };
        if (role is not null)
        {
            claims[ChatProtocol.RoleClaim] = role;
        }

        if (authenticatedAt is { } at)
        {
            claims["auth_time"] = at.ToUnixTimeSeconds();
        }

        var expires = now + lifetime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            Claims = claims,
            NotBefore = now.UtcDateTime,
            IssuedAt = (issuedAt ?? now).UtcDateTime,
            Expires = expires.UtcDateTime,
            SigningCredentials = new SigningCredentials(_keys[0], SecurityAlgorithms.HmacSha256),
        });
        return (token, expires);
    }

    /// <summary>
    /// What a token must fulfil: a signature by HS256 with one of the keys, issuer, audience, a lifetime that is not over, and <c>sub</c>.
    /// </summary>
    public TokenValidationParameters Validation => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        IssuerSigningKeys = _keys,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        NameClaimType = ChatProtocol.NameClaim,
        RoleClaimType = ChatProtocol.RoleClaim,
        ClockSkew = TimeSpan.FromSeconds(30),
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, parameters) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return expires is { } end && now <= end + parameters.ClockSkew
                && (notBefore is null || now >= notBefore - parameters.ClockSkew);
        },
    };
}
