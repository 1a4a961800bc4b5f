using AspireChat.Contracts;

namespace AspireChat.Web.Client.Chat;

/// <summary>How rooms may be called.</summary>
public static class RoomNaming
{
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
