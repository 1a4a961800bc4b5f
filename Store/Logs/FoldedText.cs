using System.Globalization;
using System.Text;

namespace AspireChat.Store.Logs;

/// <summary>Text as a search compares it: without accents and case.</summary>
internal static class FoldedText
{
    /// <summary>Returns the folded text. A letter and its accent that are one character are separated first.</summary>
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
