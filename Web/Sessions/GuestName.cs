using System.Globalization;
using System.Text;
using AspireChat.Contracts;

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

        if (accepted.Length > 2 * MaxLength || accepted.EnumerateRunes().Count() > MaxLength)
        {
            return $"The name is too long: the limit is {MaxLength} characters.";
        }

        return DisplayText.IsLine(accepted) && !accepted.EnumerateRunes().Any(IsNotAssigned)
            ? null
            : "A name is one line of visible characters, without line breaks, direction marks, or more than four marks on one letter.";
    }

    private static bool IsNotAssigned(Rune character) => Rune.GetUnicodeCategory(character) == UnicodeCategory.OtherNotAssigned;
}
