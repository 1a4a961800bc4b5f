using AspireChat.Contracts;

namespace AspireChat.Web.Client.Chat;

/// <summary>How rooms may be called, said to people.</summary>
public static class RoomNaming
{
    /// <summary>The rule of <see cref="RoomName"/> in words.</summary>
    public const string Rule = "A room’s name has 1 to 64 of a–z, 0–9, dot, hyphen and underscore, and begins with a letter or digit.";

    /// <summary>A name that could be meant by <paramref name="typed"/>, or null when none can.</summary>
    public static string? Suggest(string typed)
    {
        var letters = typed.Trim().ToLowerInvariant().Select(letter =>
            letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-' ? letter
            : char.IsWhiteSpace(letter) ? '-'
            : '\0');
        var name = new string([.. letters.Where(letter => letter != '\0').SkipWhile(letter => letter is '.' or '_' or '-').Take(RoomName.MaxLength)]);
        return RoomName.IsValid(name) ? name : null;
    }
}
