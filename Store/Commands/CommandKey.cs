using System.Security.Cryptography;
using System.Text;

namespace AspireChat.Store.Commands;

/// <summary>
/// The key that signs commands and answers, derived (HKDF, RFC 5869) from <c>Chat:SigningKey</c>: there is one secret to configure, and a
/// token is not accepted as a command or the other way round.
/// </summary>
/// <param name="signingKey">The cluster's <c>Chat:SigningKey</c>.</param>
public sealed class CommandKey(string signingKey)
{
    private readonly byte[] _bytes = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(signingKey), HMACSHA256.HashSizeInBytes, info: "aspirechat/commands"u8.ToArray());

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;
}
