using System.Text.RegularExpressions;

namespace AspireChat.Contracts;

/// <summary>
/// What a room may be called: 1 to 64 of <c>a-z 0-9 . _ -</c>, beginning with a letter or digit. It is an address (it stands
/// in keys and URLs), so it has one spelling only; what people read is the room's title.
/// </summary>
public static partial class RoomName
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The room where everybody meets. It belongs to nobody: who is first in it does not become its owner.</summary>
    public const string Lobby = "lobby";

    /// <summary>Whether <paramref name="name"/> can be a room's name.</summary>
    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
