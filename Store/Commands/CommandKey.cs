using System.Security.Cryptography;
using System.Text;

namespace AspireChat.Store.Commands;

/// <summary>
/// The keys that sign commands and answers, derived (HKDF, RFC 5869) from <c>Chat:SigningKey</c>: a token is not accepted as a command or
/// the other way round.
/// </summary>
/// <param name="signingKeys">The cluster's signing keys. All are accepted; the first one signs.</param>
public sealed class CommandKey(IReadOnlyList<byte[]> signingKeys)
{
    private readonly byte[][] _keys =
    [
        .. signingKeys.Select(key => HKDF.DeriveKey(
            HashAlgorithmName.SHA256, key, HMACSHA256.HashSizeInBytes, info: "aspirechat/commands"u8.ToArray())),
    ];

    /// <summary>For a single key.</summary>
    public CommandKey(string signingKey)
        : this([Encoding.UTF8.GetBytes(signingKey)])
    {
    }

    /// <summary>Returns the message to publish.</summary>
    public string Sign(string channel, string json) => SignedMessage.Sign(channel, json, _keys[0]);

    /// <summary>Returns the JSON of a message; null if it is not signed with one of the keys for this channel.</summary>
    public string? Open(string channel, string message) => SignedMessage.Open(channel, message, _keys)?.Json;
}
