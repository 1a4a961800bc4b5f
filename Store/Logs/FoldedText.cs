using System.Globalization;
using System.Text;

namespace AspireChat.Store.Logs;

/// <summary>
/// Text as a search compares it, so that one can find what one cannot type: without case, accents and invisible characters, and with one
/// kind of apostrophe, quote and hyphen. docs/protocol.md documents it.
/// </summary>
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
            switch (character)
            {
                case 'ß' or 'ẞ':
                    folded.Append("SS");
                    break;
                case 'ı':
                    folded.Append('I');
                    break;
                case '‘' or '’' or '‚' or '‛' or '′' or 'ʼ':
                    folded.Append('\'');
                    break;
                case '“' or '”' or '„' or '‟':
                    folded.Append('"');
                    break;
                case >= '‐' and <= '―' or '−':
                    folded.Append('-');
                    break;
                default:
                    if (CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                    {
                        folded.Append(char.ToUpperInvariant(character));
                    }

                    break;
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
