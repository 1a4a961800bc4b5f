using System.Globalization;
using System.Text;

namespace AspireChat.Web.Accounts;

/// <summary>What two names have in common that a person would take for one and the same.</summary>
public static class NameFolding
{
    // Letters that look like Latin ones in most typefaces, from the most misused part of https://www.unicode.org/reports/tr39/#Confusable_Detection.
    private const string LookAlikes = "аеорсухіјѕԁһқԛԝѵмтвнкοαρνυτκχιε";
    private const string Latin = "aeopcyxijsdhkqwvmtbhkoapvutkxie";

    /// <summary>Names of the cluster's own voices; no person's first word may be one of them.</summary>
    private static readonly HashSet<string> Reserved = ["admin", "administrator", "bot", "moderator", "system"];

    /// <summary>
    /// Folds a name: compatibility forms (Unicode NFKC), case, spaces, invisible characters and the commonest look-alike letters make no difference.
    /// </summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        var space = false;
        foreach (var character in name.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(character))
            {
                space = folded.Length > 0;
            }
            else if (!IsInvisible(character))
            {
                folded.Append(space ? " " : "").Append(Plain(character));
                space = false;
            }
        }

        return folded.ToString();
    }

    /// <summary>Whether a folded name is not for people: <c>admin</c>, <c>system</c>, <c>bot 7</c> …</summary>
    public static bool IsReserved(string folded) => Reserved.Contains(string.Concat(folded.TakeWhile(char.IsLetter)));

    private static bool IsInvisible(Rune character) =>
        Rune.GetUnicodeCategory(character) == UnicodeCategory.Format || character.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static Rune Plain(Rune character) =>
        character.IsBmp && LookAlikes.IndexOf((char)character.Value, StringComparison.Ordinal) is >= 0 and var index ? new Rune(Latin[index]) : character;
}
