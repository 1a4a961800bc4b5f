using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>The users' tokens, signed with <c>Chat:SigningKey</c>. The admin API does not accept them, whatever role they name.</summary>
public sealed class ChatTokens(IOptions<ChatTokenOptions> options, TimeProvider time) : SignedTokens(options.Value.Keys, time)
{
    /// <summary>What nobody without the key can compute: HMAC-SHA256 of a text.</summary>
    public byte[] KeyedHash(string text) => HMACSHA256.HashData(options.Value.Keys[0], Encoding.UTF8.GetBytes(text));
}
