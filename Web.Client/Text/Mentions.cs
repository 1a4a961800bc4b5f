namespace AspireChat.Web.Client.Text;

/// <summary>The names that can be mentioned in a room: members who are online or have written something.</summary>
/// <param name="me">The user's own name.</param>
public sealed class Mentions(string me)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { me };
    private int _maxLength = me.Length;

    /// <summary>The names.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Adds a name.</summary>
    public void Add(string name)
    {
        if (name.Length > 0 && _names.Add(name))
        {
            _maxLength = Math.Max(_maxLength, name.Length);
        }
    }

    /// <summary>Whether a text mentions the user.</summary>
    public bool IsMe(string text) => text.Contains('@', StringComparison.Ordinal) && Split(text).Any(part => part.Me);

    /// <summary>Splits a text into mentions, including their @, and the text between them.</summary>
    public IEnumerable<(string Text, bool Mention, bool Me)> Split(string text)
    {
        var from = 0;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && NameAt(text, at + 1) is { } name)
            {
                if (at > from)
                {
                    yield return (text[from..at], false, false);
                }

                from = at + 1 + name.Length;
                yield return (text[at..from], true, name.Equals(me, StringComparison.OrdinalIgnoreCase));
                at = from - 1;
            }
        }

        if (from < text.Length)
        {
            yield return (text[from..], false, false);
        }
    }

    /// <summary>The longest name at this position: "@Ada Lovelace" is not a mention of Ada.</summary>
    private string? NameAt(string text, int start)
    {
        for (var length = Math.Min(_maxLength, text.Length - start); length > 0; length--)
        {
            var end = start + length;
            if (_names.TryGetValue(text[start..end], out _) && (end == text.Length || !IsAscii(text[end]) || !IsAscii(text[end - 1])))
            {
                return text[start..end];
            }
        }

        return null;
    }

    // Languages like Chinese put no space after a name; but "@Adam" is not a mention of Ada.
    private static bool IsAscii(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
