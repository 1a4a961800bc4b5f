using System.Globalization;

namespace AspireChat.Web.Client.Timeline;

/// <summary>The start of a text, on one line.</summary>
internal static class Excerpt
{
    private const int MaxLength = 140;

    /// <summary>The start of a message's text, or the names of its files if it has none.</summary>
    public static string Of(TimelineMessage message) =>
        Of(message.Text.Length > 0 ? message.Text : string.Join(", ", message.Attachments.Select(file => file.Name)));

    /// <summary>The start of a text, without splitting a character.</summary>
    public static string Of(string text)
    {
        var line = string.Join(' ',
            text[..Math.Min(text.Length, 4 * MaxLength)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= MaxLength)
        {
            return line;
        }

        var end = 0;
        while (StringInfo.GetNextTextElementLength(line, end) is var length && end + length <= MaxLength)
        {
            end += length;
        }

        return line[..end] + "…";
    }
}
