using System.Security.Cryptography;
using System.Text;

namespace AspireChat.Store.Commands;

/// <summary>
/// The key that signs commands and answers, derived (HKDF, RFC 5869) from <c>Chat:SigningKey</c>: one secret to configure, and neither does a token
/// pass for a command nor a command for a token.
/// </summary>
/// <param name="signingKey">The cluster's <c>Chat:SigningKey</c>.</param>
public sealed class CommandKey(string signingKey)
{
    private readonly byte[] _bytes = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(signingKey), HMACSHA256.HashSizeInBytes, info: "aspirechat/commands"u8.ToArray());

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;
}
