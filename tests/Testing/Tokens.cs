using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AspireChat.Testing;

/// <summary>Makes valid and invalid tokens without the cluster's code: JWT, HS256, issuer and audience <c>aspirechat</c>.</summary>
public static class Tokens
{
    /// <summary>A token for a user.</summary>
    /// <param name="user">The claim <c>sub</c>.</param>
    /// <param name="key">The signing key, <c>Chat:SigningKey</c>. Another one makes a wrongly signed token.</param>
    /// <param name="name">The claim <c>name</c>; the user if null.</param>
    /// <param name="role">The claim <c>role</c>, or null for none.</param>
    /// <param name="lifetime">From now; an hour if null. Negative: a token that has expired.</param>
    public static string For(string user, string key, string? name = null, string? role = null, TimeSpan? lifetime = null)
    {
        var expires = DateTime.UtcNow + (lifetime ?? TimeSpan.FromHours(1));
        var claims = new Dictionary<string, object> { ["sub"] = user, ["name"] = name ?? user };
        if (role is not null)
        {
            claims["role"] = role;
        }

        var begun = DateTime.UtcNow < expires ? DateTime.UtcNow : expires.AddHours(-1);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "aspirechat",
            Audience = "aspirechat",
            Claims = claims,
            IssuedAt = begun,
            NotBefore = begun,
            Expires = expires,
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>A token that was valid until an hour ago.</summary>
    public static string Expired(string user, string key) => For(user, key, lifetime: TimeSpan.FromHours(-1));

    /// <summary>A token signed with a key that is not the cluster's.</summary>
    public static string WronglySigned(string user) => For(user, "some other key, which is long enough too");
}
