using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace AspireChat.Web.Accounts;

/// <summary>
/// What characters look like, by the data of UTS #39 (<c>Confusables.txt</c>) and the property Default_Ignorable_Code_Point.
/// </summary>
internal static class LookAlikes
{
    private static readonly FrozenDictionary<int, string> Prototypes = Read();

    /// <summary>
    /// The skeleton of a text (https://www.unicode.org/reports/tr39/#def-skeleton): the same for texts that look alike, letter for letter.
    /// Upper and lower case differ, since they look different.
    /// </summary>
    public static string Skeleton(string text)
    {
        var skeleton = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (!IsIgnorable(character))
            {
                skeleton.Append(Prototypes.TryGetValue(character.Value, out var prototype) ? prototype : character.ToString());
            }
        }

        return skeleton.ToString().Normalize(NormalizationForm.FormD);
    }

    /// <summary>Whether a character is not shown where it is not supported: Default_Ignorable_Code_Point, Unicode 15.0.0.</summary>
    public static bool IsIgnorable(Rune character) => character.Value is
        0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F)
        or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFF8) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>
    /// Whether an ignorable character is allowed in a name: the joiners of Persian, of Indian scripts and of emoji, and the selectors of a
    /// variant of the character before them.
    /// </summary>
    public static bool IsJoinerOrSelector(Rune character) =>
        character.Value is 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    /// <summary>
    /// Whether a character is blank although Unicode does not class it as a space: blank symbols, the object placeholder.
    /// </summary>
    public static bool IsBlank(Rune character) => character.Value is 0x2800 or 0x1D159 or 0xFFFC or 0x13441 or 0x13442 or 0x16FE4;

    private static FrozenDictionary<int, string> Read()
    {
        using var data = typeof(LookAlikes).Assembly.GetManifestResourceStream("Confusables.txt")!;
        using var lines = new StreamReader(data);
        Dictionary<int, string> prototypes = [];
        while (lines.ReadLine() is { } line)
        {
            if (line.Split(';') is [var character, var prototype] && !line.StartsWith('#'))
            {
                prototypes[Parse(character)] = string.Concat(prototype.Split(' ').Select(part => new Rune(Parse(part))));
            }
        }

        return prototypes.ToFrozenDictionary();
    }

    private static int Parse(string hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
