using System.Globalization;
using System.Text;

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

        var length = 0;
        var visible = false;
        foreach (var character in accepted.EnumerateRunes())
        {
            length++;
            if (IsForbidden(character))
            {
                return "The name has a character that cannot be shown, such as a line break.";
            }

            visible |= !Rune.IsWhiteSpace(character) && Rune.GetUnicodeCategory(character) != UnicodeCategory.Format;
        }

        return length > MaxLength ? $"The name is too long: at most {MaxLength} characters, this one has {length}."
            : visible ? null
            : "Please enter a name that can be seen.";
    }

    /// <summary>Control characters, what is no Unicode, and the direction marks that would let a name rewrite the line it stands in.</summary>
    private static bool IsForbidden(Rune character) =>
        character == Rune.ReplacementChar
        || character.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069)
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
}
