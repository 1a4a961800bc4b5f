using System.Globalization;

namespace AspireChat.Web.Client.Text;

/// <summary>Recognises messages that consist of a few emoji.</summary>
internal static class EmojiText
{
    private const int MaxCount = 6;

    /// <summary>Whether the text is one to six emoji, which are shown large.</summary>
    public static bool IsOnly(string text)
    {
        if (text.Length is 0 or > 120)
        {
            return false;
        }

        var count = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (!string.IsNullOrWhiteSpace(element) && (!IsEmoji(element) || ++count > MaxCount))
            {
                return false;
            }
        }

        return count > 0;
    }

    // Unicode 16, emoji-data.txt: the blocks that contain emoji; below U+2600 most characters are text unless U+FE0F follows.
    private static bool IsEmoji(string element) => element.EnumerateRunes().First().Value switch
    {
        >= 0x1F000 and <= 0x1FAFF or >= 0x2600 and <= 0x27BF => true,
        >= 0x203C and < 0x2600 or >= 0x2900 and <= 0x3299 or (>= '0' and <= '9') or '#' or '*' or 0xA9 or 0xAE => element.Contains('\uFE0F',
            StringComparison.Ordinal),
        _ => false,
    };
}
