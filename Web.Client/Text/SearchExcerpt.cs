using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Text;

/// <summary>The part of a text around the matches of a search.</summary>
internal static class SearchExcerpt
{
    private const int ContextLength = 60;
    private const int MaxLength = 300;

    /// <summary>The text split into matches and the text between them. It starts shortly before the first match.</summary>
    public static IEnumerable<(string Text, bool Marked)> Of(string text, string part)
    {
        var matches = Intl.Matches(text, part);
        var from = matches.Length == 0 ? 0 : Math.Max(0, matches[0] - ContextLength);
        from -= from > 0 && char.IsLowSurrogate(text[from]) ? 1 : 0;
        var end = Math.Min(text.Length, from + MaxLength);
        end -= end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
        if (from > 0)
        {
            yield return ("…", false);
        }

        for (var i = 0; i < matches.Length && matches[i] + matches[i + 1] <= end; i += 2)
        {
            if (matches[i] > from)
            {
                yield return (text[from..matches[i]], false);
            }

            from = matches[i] + matches[i + 1];
            yield return (text[matches[i]..from], true);
        }

        if (from < end)
        {
            yield return (text[from..end], false);
        }

        if (end < text.Length)
        {
            yield return ("…", false);
        }
    }
}
