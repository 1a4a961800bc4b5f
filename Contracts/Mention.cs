using System.Globalization;
using System.Text;

namespace AspireChat.Contracts;

/// <summary>
/// What counts as a mention, the same for the server, which counts mentions, and for the page, which highlights them: <c>@</c> and a name
/// as separate words. Case is ignored. Words are separated as Unicode does it (UAX 29): letters, marks, digits and underscores belong to a
/// word, except in scripts that are written without spaces, such as Chinese, where every character can begin or end a name. So
/// <c>@小明，你好</c>, <c>@小明你好</c> and <c>@Ada’s</c> are mentions of 小明 and Ada; <c>@Adam</c> and <c>bob@Ada</c> are not.
/// </summary>
public static class Mention
{
    /// <summary>The name that mentions everyone in the room.</summary>
    public const string Everyone = "all";

    /// <summary>Ranges of UTF-16 code units: scripts that are written without spaces, or that attach particles to names (Hangul).</summary>
    private static readonly (char First, char Last)[] Unspaced =
    [
        ('\u0E00', '\u0EFF'), // Thai, Lao
        ('\u1000', '\u109F'), // Myanmar
        ('\u1100', '\u11FF'), // Hangul
        ('\u1780', '\u17FF'), // Khmer
        ('\u2E80', '\uA4CF'), // Han, Hiragana, Katakana, Bopomofo, Yi
        ('\uA960', '\uA97F'), // Hangul
        ('\uAC00', '\uD7FF'), // Hangul
        ('\uF900', '\uFAFF'), // Han
        ('\uFF66', '\uFFDC'), // Katakana, Hangul
    ];

    /// <summary>Returns whether a text mentions a user: by name, or by mentioning everyone.</summary>
    public static bool Concerns(string text, string name) => IsIn(text, name) || IsIn(text, Everyone);

    /// <summary>Returns whether a text contains <c>@</c> and this name as separate words.</summary>
    public static bool IsIn(string text, string name)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (BeginsAt(text, at) && EndsAt(text, at, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns whether an <c>@</c> can begin a mention: no word goes on over it.</summary>
    public static bool BeginsAt(string text, int at) => at == 0 || !IsWord(LastOf(text.AsSpan(0, at)));

    /// <summary>Returns whether a name follows an <c>@</c>, and ends where a word ends.</summary>
    public static bool EndsAt(string text, int at, string name)
    {
        var rest = text.AsSpan(at + 1);
        return name.Length > 0 && rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            && (rest.Length == name.Length || !IsWord(FirstOf(rest[name.Length..])) || IsUnspaced(LastOf(rest[..name.Length])));
    }

    private static Rune FirstOf(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var rune, out _);
        return rune;
    }

    private static Rune LastOf(ReadOnlySpan<char> text)
    {
        Rune.DecodeLastFromUtf16(text, out var rune, out _);
        return rune;
    }

    /// <summary>Whether a character belongs to the word beside it.</summary>
    private static bool IsWord(Rune rune) => !IsUnspaced(rune) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        or UnicodeCategory.ConnectorPunctuation;

    private static bool IsUnspaced(Rune rune) => rune.Value is >= 0x20000 and <= 0x3FFFF // Han
        || (rune.IsBmp && Array.Exists(Unspaced, range => rune.Value >= range.First && rune.Value <= range.Last));
}
