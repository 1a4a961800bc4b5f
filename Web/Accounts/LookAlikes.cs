using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AspireChat.Contracts;

namespace AspireChat.Web.Accounts;

/// <summary>
/// What characters look like, by the data of UTS #39 (<c>Confusables.txt</c>).
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
            if (!DisplayText.IsIgnorable(character))
            {
                skeleton.Append(Prototypes.TryGetValue(character.Value, out var prototype) ? prototype : character.ToString());
            }
        }

        return skeleton.ToString().Normalize(NormalizationForm.FormD);
    }

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
