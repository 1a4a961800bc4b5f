using System.Text;
using Microsoft.Extensions.Options;

namespace AspireChat.ServiceDefaults.Tokens;

/// <summary>A key for signing, and a second one that is accepted while the keys are being changed.</summary>
public static class KeySetting
{
    /// <summary>Shortest key, in bytes of UTF-8: HS256 wants at least as many bits as its hash has (RFC 7518, section 3.2).</summary>
    private const int MinimumBytes = 32;

    /// <summary>The keys that are accepted, as UTF-8; the first one signs.</summary>
    /// <param name="key">The key.</param>
    /// <param name="second">The second one, or empty.</param>
    public static IReadOnlyList<byte[]> Bytes(string? key, string? second) =>
        [Encoding.UTF8.GetBytes(key ?? ""), .. string.IsNullOrEmpty(second) ? Array.Empty<byte[]>() : [Encoding.UTF8.GetBytes(second)]];

    /// <param name="name">The setting under <c>Chat</c>; the second key's is the same with <c>Second</c> in front.</param>
    /// <param name="key">The key.</param>
    /// <param name="second">The second one, or empty.</param>
    /// <param name="note">More to know about it, with a comma in front.</param>
    internal static ValidateOptionsResult Validate(string name, string? key, string? second, string note)
    {
        var first = Validate($"Chat:{name}", key, note);
        return first.Failed || string.IsNullOrEmpty(second) ? first : Validate($"Chat:Second{name}", second, note);
    }

    private static ValidateOptionsResult Validate(string setting, string? key, string note) =>
        SecretSetting.Validate(setting, Encoding.UTF8.GetByteCount(key ?? ""), MinimumBytes, "bytes", note);
}
