using System.Text.RegularExpressions;

namespace AspireChat.Contracts;

/// <summary>
/// The id that a client chooses for a message, unique among its user's messages in the room: 1 to 64 of
/// <c>A-Z a-z 0-9 . _ -</c>. Sending it again stores nothing and answers with the first sending's seq.
/// </summary>
public static partial class MessageId
{
    /// <summary>A new id: 32 hexadecimal digits, in the order of creation.</summary>
    public static string New() => Guid.CreateVersion7().ToString("N");

    /// <summary>Whether <paramref name="id"/> can be a message's id.</summary>
    public static bool IsValid(string? id) => id is not null && Pattern().IsMatch(id);

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
