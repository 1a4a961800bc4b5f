using System.Globalization;
using System.Text;
using AspireChat.Web.Accounts;

namespace AspireChat.Web.Sessions;

/// <summary>What a guest may be called.</summary>
public static class GuestName
{
    /// <summary>Longest name, in characters (Unicode scalar values).</summary>
    public const int MaxLength = 40;

    /// <summary>Checks a name.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="accepted">The name without spaces around it.</param>
    /// <returns>What is wrong with it, for the person who typed it; null when nothing is.</returns>
    public static string? Check(string? name, out string accepted)
    {
        accepted = (name ?? "").Trim();
        if (accepted.Length == 0)
        {
            return "Please enter a name.";
        }

        var characters = accepted.EnumerateRunes().ToList();
        return !characters.Exists(IsVisible) ? "Please enter a name with visible characters."
            : characters.Exists(IsForbidden) ? "The name contains a character that cannot be shown, such as a line break."
            : characters.Count > MaxLength ? $"The name is too long: it has {characters.Count} characters, and the limit is {MaxLength}."
            : null;
    }

    private static bool IsVisible(Rune character) =>
        !Rune.IsWhiteSpace(character) && !Rune.IsControl(character) && !LookAlikes.IsIgnorable(character) && !LookAlikes.IsBlank(character);

    /// <summary>
    /// Control characters, invalid Unicode and invisible characters: two names must not differ only in these, and direction marks would let
    /// a name reorder the text around it.
    /// </summary>
    private static bool IsForbidden(Rune character) =>
        character == Rune.ReplacementChar
        || (LookAlikes.IsIgnorable(character) && !LookAlikes.IsJoinerOrSelector(character))
        || LookAlikes.IsBlank(character)
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
}
