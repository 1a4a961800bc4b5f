using System.Globalization;
using System.Text;
using AspireChat.Contracts;

namespace AspireChat.Store.Rooms;

/// <summary>
/// Decides which messages mention a user, from what the script room-describe returns: the parts of their JSON around each <c>@</c>. Redis
/// does not know Unicode, so it cannot decide.
/// </summary>
internal static class MentionWindows
{
    /// <summary>Maximum number of characters of JSON for one character: a pair of <c>\uXXXX</c>.</summary>
    private const int MaxEscape = 12;

    /// <summary>Returns how much of the JSON after an <c>@</c> the rule needs: the name, and the character that follows it.</summary>
    public static int LengthFor(string name) => (Math.Max(name.Length, Mention.Everyone.Length) * MaxEscape / 2) + MaxEscape;

    /// <summary>Returns how many messages mention a user.</summary>
    /// <param name="ats">The messages, separated by carriage returns, each in parts, one per line. JSON has neither of its own.</param>
    /// <param name="name">The user's name.</param>
    public static int Count(string ats, string name) => ats.Length == 0
        ? 0
        : ats.Split('\r').Count(message => message.Split('\n').Any(part => Mention.Concerns(Unescape(part), name)));

    /// <summary>
    /// Returns a part of a JSON text as the text it stands for. The part may begin or end within an escape, which stays as it is.
    /// </summary>
    private static string Unescape(string json)
    {
        var text = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\' || i + 1 == json.Length)
            {
                text.Append(json[i]);
            }
            else if (json[i + 1] != 'u')
            {
                // A quote, a slash and a backslash stand for themselves; all others are control characters.
                i++;
                text.Append(json[i] is '"' or '/' or '\\' ? json[i] : ' ');
            }
            else if (i + 5 < json.Length
                && ushort.TryParse(json.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                text.Append((char)unit);
                i += 5;
            }
            else
            {
                text.Append(json[i]);
            }
        }

        return text.ToString();
    }
}
