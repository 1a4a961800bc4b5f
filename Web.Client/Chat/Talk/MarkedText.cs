using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat.Talk;

/// <summary>A text around the places where it contains what was searched for.</summary>
internal static class MarkedText
{
    private const int Before = 60;
    private const int Longest = 300;

    /// <summary>The text in parts, each of which is such a place or not. It begins a little before the first.</summary>
    public static IEnumerable<(string Text, bool Marked)> Of(string text, string part)
    {
        var places = Intl.Places(text, part);
        var from = places.Length == 0 ? 0 : Math.Max(0, places[0] - Before);
        from -= from > 0 && char.IsLowSurrogate(text[from]) ? 1 : 0;
        var end = Math.Min(text.Length, from + Longest);
        end -= end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
        if (from > 0)
        {
            yield return ("…", false);
        }

        for (var i = 0; i < places.Length && places[i] + places[i + 1] <= end; i += 2)
        {
            if (places[i] > from)
            {
                yield return (text[from..places[i]], false);
            }

            from = places[i] + places[i + 1];
            yield return (text[places[i]..from], true);
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
