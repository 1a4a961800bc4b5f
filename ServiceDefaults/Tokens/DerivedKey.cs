using System.Security.Cryptography;
using System.Text;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>
/// Keys for a single purpose each, derived from a signing key by HKDF (RFC 5869). Neither the other keys nor the signing key can be
/// computed from one of them, and none of them is in Redis.
/// </summary>
public static class DerivedKey
{
    /// <summary>The size of each, in bytes.</summary>
    public const int Size = 32;

    /// <summary>The keys for a purpose, one for each signing key: the same in all processes that have those.</summary>
    /// <param name="signingKeys">The signing keys.</param>
    /// <param name="purpose">What they are for; another purpose is another key.</param>
    public static IReadOnlyList<byte[]> For(IReadOnlyList<byte[]> signingKeys, string purpose) =>
    [
        .. signingKeys.Select(key => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, key, Size, salt: null, Encoding.UTF8.GetBytes($"AspireChat {purpose}"))),
    ];
}
