using System.Security.Cryptography;
using System.Text;

namespace AspireChat.Store.Commands;

/// <summary>
/// A signed message on a Redis channel: <c>v1 HEX</c>, a line feed, the JSON. HEX is HMAC-SHA256 (RFC 2104) over the channel's name, a line
/// feed and the JSON, so a message is valid only on its channel.
/// </summary>
public static class SignedMessage
{
    private const string Version = "v1 ";
    private const int SignatureLength = 2 * HMACSHA256.HashSizeInBytes;

    /// <summary>Returns the message to publish.</summary>
    public static string Sign(string channel, string json, ReadOnlySpan<byte> key) =>
        $"{Version}{Convert.ToHexStringLower(Hash(channel, json, key))}\n{json}";

    /// <summary>Returns the JSON of a message; null if it is not signed with this key for this channel.</summary>
    public static string? Open(string channel, string message, ReadOnlySpan<byte> key)
    {
        var start = Version.Length + SignatureLength + 1;
        if (message.Length < start || !message.StartsWith(Version, StringComparison.Ordinal) || message[start - 1] != '\n')
        {
            return null;
        }

        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var json = message[start..];
        var parsed = Convert.FromHexString(message.AsSpan(Version.Length, SignatureLength), signature, out _, out _);
        return parsed == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(signature, Hash(channel, json, key)) ? json : null;
    }

    /// <summary>Returns the JSON of a message, and the key that signed it; null if that is none of these keys.</summary>
    public static (string Json, byte[] Key)? Open(string channel, string message, IEnumerable<byte[]> keys)
    {
        foreach (var key in keys)
        {
            if (Open(channel, message, key) is { } json)
            {
                return (json, key);
            }
        }

        return null;
    }

    private static byte[] Hash(string channel, string json, ReadOnlySpan<byte> key) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{channel}\n{json}"));
}
