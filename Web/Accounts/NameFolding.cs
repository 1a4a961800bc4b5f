using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AspireChat.Contracts;

namespace AspireChat.Web.Accounts;

/// <summary>Maps names that people would confuse to the same text.</summary>
public static class NameFolding
{
    /// <summary>Small capitals of Cyrillic and Greek: UTS #39 distinguishes them from the Latin letter, people do not.</summary>
    private static readonly FrozenDictionary<int, char> SmallCapitals = new Dictionary<int, char>
    {
        ['\u0138'] = 'k',
        ['\u0262'] = 'g',
        ['\u028D'] = 'm',
        ['\u0299'] = 'b',
        ['\u029C'] = 'h',
        ['\u1D1B'] = 't',
    }.ToFrozenDictionary();

    /// <summary>Names that the cluster itself uses; no user's name may begin with one of these words or a look-alike.</summary>
    private static readonly FrozenSet<string> Reserved =
        new[] { "admin", "administrator", "bot", "moderator", "system" }.Select(Fold).ToFrozenSet();

    /// <summary>
    /// Folds a name: case, spaces, compatibility forms (Unicode NFKC), invisible characters and look-alikes (UTS #39) make no difference.
    /// Upper and lower case have other look-alikes (Greek Ν looks like N, ν like v), so a name that can be read as Latin is first what it
    /// looks like and then in lower case, and a name of another script the other way round. I looks like l, so i and l are one letter.
    /// </summary>
    public static string Fold(string name)
    {
        var seen = LookAlikes.Skeleton(name).Normalize(NormalizationForm.FormKC);
        var written = name.Normalize(NormalizationForm.FormKC);
        var isLatin = written.EnumerateRunes().Any(IsLatinLetter)
            || seen.EnumerateRunes().All(character => character.IsAscii || !Rune.IsLetter(character));
        var lower = (isLatin ? seen : written).ToUpperInvariant().ToLowerInvariant();

        var folded = new StringBuilder(name.Length);
        var space = false;
        foreach (var character in LookAlikes.Skeleton(lower).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(character))
            {
                space = folded.Length > 0;
            }
            else if (!(character.Value == 0x307 && folded is [.., 'i' or 'j'])) // a dot above a letter that has one already
            {
                folded.Append(space ? " " : "").Append(Plain(character));
                space = false;
            }
        }

        return folded.ToString();
    }

    /// <summary>Whether a name is not for people: <c>admin</c>, <c>bot 7</c>, and what looks like them, such as <c>adm1n2</c>.</summary>
    public static bool IsReserved(string name)
    {
        var visible = string.Concat(name.EnumerateRunes().Where(character => !DisplayText.IsIgnorable(character)))
            .Trim().Normalize(NormalizationForm.FormKC);
        var letters = string.Concat(visible.TakeWhile(char.IsLetter));
        var lettersAndDigits = string.Concat(visible.TakeWhile(char.IsLetterOrDigit)).TrimEnd("0123456789".ToCharArray());
        return new[] { visible, letters, lettersAndDigits }.Any(start => Reserved.Contains(FirstWord(Fold(start))));
    }

    /// <summary>The letters that a folded name begins with, without their accents.</summary>
    private static string FirstWord(string folded) =>
        string.Concat(folded
            .Where(character => char.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            .TakeWhile(char.IsLetter));

    private static bool IsLatinLetter(Rune character) =>
        Rune.IsLetter(character) && character.Value is < 0x250 or (>= 0x1E00 and <= 0x1EFF);

    private static Rune Plain(Rune character) =>
        character.Value == 'l' ? new Rune('i')
        : SmallCapitals.TryGetValue(character.Value, out var letter) ? new Rune(letter)
        : character;
}
