using AspireChat.Contracts;

namespace AspireChat.Web.Client.Text;

/// <summary>
/// The names that can be mentioned in a room: members who are online or have written something, and everyone. <see cref="Mention"/> has the
/// rule, which the server uses too.
/// </summary>
/// <param name="me">The user's own name.</param>
public sealed class Mentions(string me)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { me, Mention.Everyone };
    private int _maxLength = Math.Max(me.Length, Mention.Everyone.Length);

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

    /// <summary>Whether a text mentions the user, by name or with everyone.</summary>
    public bool IsMe(string text) => Mention.Concerns(text, me);

    /// <summary>Splits a text into mentions, including their @, and the text between them.</summary>
    public IEnumerable<(string Text, bool Mention, bool Me)> Split(string text)
    {
        var from = 0;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (Mention.BeginsAt(text, at) && NameAt(text, at) is { } name)
            {
                if (at > from)
                {
                    yield return (text[from..at], false, false);
                }

                from = at + 1 + name.Length;
                yield return (text[at..from], true, IsMine(name));
                at = from - 1;
            }
        }

        if (from < text.Length)
        {
            yield return (text[from..], false, false);
        }
    }

    private bool IsMine(string name) =>
        name.Equals(me, StringComparison.OrdinalIgnoreCase) || name.Equals(Mention.Everyone, StringComparison.OrdinalIgnoreCase);

    /// <summary>The longest name after this @: "@Ada Lovelace" is shown as a mention of her, even where Ada is a name, too.</summary>
    private string? NameAt(string text, int at)
    {
        for (var length = Math.Min(_maxLength, text.Length - at - 1); length > 0; length--)
        {
            var name = text.Substring(at + 1, length);
            if (_names.Contains(name) && Mention.EndsAt(text, at, name))
            {
                return name;
            }
        }

        return null;
    }
}
