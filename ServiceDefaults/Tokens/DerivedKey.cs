using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>
/// Keys for single purposes, made from <c>Chat:SigningKey</c> by HKDF (RFC 5869). Whoever has one of them can compute neither the
/// others nor the signing key, and none of them is in Redis.
/// </summary>
public static class DerivedKey
{
    /// <summary>The size of each, in bytes.</summary>
    public const int Size = 32;

    /// <summary>The key for a purpose: the same in all processes of a cluster.</summary>
    /// <param name="options">The signing key.</param>
    /// <param name="purpose">What it is for; another purpose is another key.</param>
    public static byte[] For(IOptions<ChatTokenOptions> options, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, options.Value.KeyBytes, Size, salt: null, Encoding.UTF8.GetBytes($"AspireChat {purpose}"));
}
