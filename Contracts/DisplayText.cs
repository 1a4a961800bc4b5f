using System.Globalization;
using System.Text;

namespace AspireChat.Contracts;

/// <summary>
/// The rules for short texts that people read beside others' texts: names, titles, topics and reactions. Nothing in them is invisible, and
/// nothing changes the text around them.
/// </summary>
public static class DisplayText
{
    /// <summary>The rule of <see cref="IsLine"/> as a sentence, after the name of what is wrong.</summary>
    public const string LineRule = "must be one line of visible characters";

    /// <summary>The rule of <see cref="IsText"/> as a sentence, after the name of what is wrong.</summary>
    public const string TextRule = "must not have control characters other than line breaks and tabs";

    /// <summary>More marks than this on one letter cover the lines above and below (UTS #39, section 5.4).</summary>
    private const int MaxStackedMarks = 4;

    private const int BlackFlag = 0x1F3F4;

    /// <summary>
    /// Returns true for a single line with something to see: no control, direction, invisible or blank characters, no half of a
    /// surrogate pair, not more than four marks on one letter, and not only spaces. True for an empty text.
    /// </summary>
    public static bool IsLine(string text)
    {
        var (marks, hasVisible, isFlag) = (0, text.Length == 0, false);
        foreach (var character in text.EnumerateRunes())
        {
            // The flags of England, Scotland and Wales are a black flag and tags.
            isFlag = character.Value == BlackFlag || (isFlag && character.Value is >= 0xE0020 and <= 0xE007F);
            if (!isFlag && IsForbidden(character))
            {
                return false;
            }

            var isMark = Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
            marks = isMark ? marks + 1 : 0;
            if (marks > MaxStackedMarks || (isMark && !hasVisible))
            {
                return false;
            }

            hasVisible |= !isMark && !Rune.IsWhiteSpace(character) && !IsIgnorable(character);
        }

        return hasVisible;
    }

    /// <summary>
    /// Returns true for a text of one or several lines: no control characters except line breaks and tabs, and no half of a surrogate pair.
    /// </summary>
    public static bool IsText(string text) => !text.EnumerateRunes().Any(character =>
        character == Rune.ReplacementChar || (Rune.IsControl(character) && character.Value is not ('\n' or '\r' or '\t')));

    /// <summary>Returns true for a reaction: a line, as by <see cref="IsLine"/>, without spaces.</summary>
    public static bool IsReaction(string text) => text.Length > 0 && IsLine(text) && !text.Any(char.IsWhiteSpace);

    /// <summary>
    /// Returns true if a character is not shown where it is not supported: Default_Ignorable_Code_Point, Unicode 15.0.0. All characters
    /// that change the direction of writing are among them.
    /// </summary>
    public static bool IsIgnorable(Rune character) => character.Value is
        0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F)
        or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFF8) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    // The joiners of Persian, of Indian scripts and of emoji, and the selectors of a variant of the character before them.
    private static bool IsJoinerOrSelector(Rune character) =>
        character.Value is 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    // Blank although Unicode does not class it as a space: blank symbols, the object placeholder.
    private static bool IsBlank(Rune character) => character.Value is 0x2800 or 0x1D159 or 0xFFFC or 0x13441 or 0x13442 or 0x16FE4;

    private static bool IsForbidden(Rune character) =>
        character == Rune.ReplacementChar // also a half of a surrogate pair
        || (IsIgnorable(character) && !IsJoinerOrSelector(character))
        || IsBlank(character)
        || Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
