using System.Security.Cryptography;
using System.Text;
using AspireChat.Contracts;
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
    /// <param name="authenticatedAt">The claim <c>auth_time</c>, in Unix seconds, or null for none.</param>
    public static string For(
        string user, string key, string? name = null, string? role = null, TimeSpan? lifetime = null, long? authenticatedAt = null)
    {
        var expires = DateTime.UtcNow + (lifetime ?? TimeSpan.FromHours(1));
        var claims = new Dictionary<string, object> { ["sub"] = user, ["name"] = name ?? user };
        if (role is not null)
        {
            claims["role"] = role;
        }

        if (authenticatedAt is { } at)
        {
            claims["auth_time"] = at;
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

    /// <summary>What an upload of this user's would be answered with; there is no file.</summary>
    public static Attachment Attachment(string user, string key, string name, string type, long size)
    {
        const string File = "abcdefghijklmnopqrstuv";
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key), 32, info: "AspireChat attachments"u8.ToArray());
        var hash = HMACSHA256.HashData(
            derived, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{File}\n{user}\n{type}\n{size}\n{name}")));
        return new Attachment { Id = File + Base64UrlEncoder.Encode(hash[..16]), Name = name, Type = type, Size = size };
    }

    /// <summary>A token that was valid until an hour ago.</summary>
    public static string Expired(string user, string key) => For(user, key, lifetime: TimeSpan.FromHours(-1));

    /// <summary>A token signed with a key that is not the cluster's.</summary>
    public static string WronglySigned(string user) => For(user, "some other key, which is long enough too");
}
