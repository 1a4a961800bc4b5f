using AspireChat.Contracts;

namespace AspireChat.Web.Client.Rooms;

/// <summary>Suggests valid room names.</summary>
public static class RoomNaming
{
    /// <summary>A valid name close to <paramref name="typed"/>, or null if there is none.</summary>
    public static string? Suggest(string typed)
    {
        var letters = typed.Trim().ToLowerInvariant().Select(letter =>
            letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-' ? letter
            : char.IsWhiteSpace(letter) ? '-'
            : '\0');
        var kept = letters.Where(letter => letter != '\0').SkipWhile(letter => letter is '.' or '_' or '-');
        var name = new string([.. kept.Take(RoomName.MaxLength)]);
        return RoomName.IsValid(name) ? name : null;
    }
}
