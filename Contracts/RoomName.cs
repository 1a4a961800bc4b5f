using System.Text.RegularExpressions;

namespace AspireChat.Contracts;

/// <summary>
/// The rule for room names. A room name is an address, used in keys and URLs, so it has only one spelling. What people read is the
/// room's title, if it has one.
/// </summary>
public static partial class RoomName
{
    /// <summary>Maximum length of a room name, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The rule as a sentence, to show to a person who chose a name that is not valid.</summary>
    public const string Rule = "A room name has 1 to 64 of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit.";

    /// <summary>The room where everyone meets. It has no owner: the first user to join it does not become one.</summary>
    public const string Lobby = "lobby";

    /// <summary>The prefix of the names of direct rooms. Only <c>OpenDirect</c> creates such names.</summary>
    public const string DirectPrefix = "dm-";

    /// <summary>Returns true if <paramref name="name"/> is the name of a direct room.</summary>
    public static bool IsDirect(string name) => name.StartsWith(DirectPrefix, StringComparison.Ordinal);

    /// <summary>Returns true if <paramref name="name"/> follows <see cref="Rule"/>; false for null.</summary>
    public static bool IsValid(string? name) => name is not null && Pattern().IsMatch(name);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
