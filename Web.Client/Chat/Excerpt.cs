using System.Globalization;
using AspireChat.Web.Client.Chat.Timeline;

namespace AspireChat.Web.Client.Chat;

/// <summary>The beginning of a text, on one line.</summary>
internal static class Excerpt
{
    private const int MaxLength = 140;

    /// <summary>The beginning of a message: its text, else its files' names.</summary>
    public static string Of(TimelineMessage message) =>
        Of(message.Text.Length > 0 ? message.Text : string.Join(", ", message.Attachments.Select(file => file.Name)));

    /// <summary>At most so much of it, and no half of a character.</summary>
    public static string Of(string text)
    {
        var line = string.Join(' ', text[..Math.Min(text.Length, 4 * MaxLength)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
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
