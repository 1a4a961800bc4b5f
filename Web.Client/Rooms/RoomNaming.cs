using System.Security.Cryptography;
using System.Text;
using AspireChat.Contracts;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Rooms;

/// <summary>Derives room names, which are addresses, from what people type.</summary>
public static class RoomNaming
{
    private const int HashLength = 8;

    /// <summary>
    /// A valid room name close to <paramref name="typed"/>: its letters from a to z and its digits. If that is less than half of its
    /// letters, a name that is different for each text and always the same for one. Null if there are neither letters nor digits.
    /// </summary>
    public static string? Suggest(string typed)
    {
        var plain = Intl.WithoutAccents(typed.Trim()).ToLowerInvariant();
        var letters = plain.Select(letter =>
            letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-' ? letter
            : char.IsWhiteSpace(letter) ? '-'
            : '\0');
        var kept = letters.Where(letter => letter != '\0').SkipWhile(letter => letter is '.' or '_' or '-');
        var name = new string([.. kept.Take(RoomName.MaxLength)]);
        var isClose = plain.Count(letter => char.IsLetter(letter) && !char.IsAsciiLetter(letter)) is var lost
            && (lost == 0 || plain.Count(char.IsAsciiLetter) > lost);
        return isClose && RoomName.IsValid(name) ? name : plain.Any(char.IsLetterOrDigit) ? $"room-{Hash(typed.Trim())}" : null;
    }

    /// <summary>The title to store for a room: none if it says the same as the room name.</summary>
    public static string? TitleFor(string typed, string name) => typed.Trim() is { Length: > 0 } title && title != name ? title : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
