using System.Globalization;
using System.Text;

namespace AspireChat.Store.Logs;

/// <summary>Text without what a search does not look at: accents, capital and small letters.</summary>
internal static class FoldedText
{
    /// <summary>The folded text. Where a letter and its accent are one character, the accent is taken off first.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToUpperInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var character in Decomposed(text))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToUpperInvariant(character));
            }
        }

        return folded.ToString();
    }

    private static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: there is no form for it.
            return text;
        }
    }
}
