using AspireChat.Contracts;

namespace AspireChat.Web.Client.Admin.Language;

/// <summary>The names of rooms in readable form.</summary>
public static class RoomNames
{
    private const int Shown = 6;

    /// <summary>A room's name; for a direct room, whose name is a long code, the code's beginning.</summary>
    public static string Shorten(string? room)
    {
        if (room is null || !RoomName.IsDirect(room))
        {
            return room ?? "";
        }

        var code = room[RoomName.DirectPrefix.Length..];
        return Say.With(Words.DirectRoom, code[..Math.Min(Shown, code.Length)]);
    }

    /// <summary>The target of an audited call, which may contain the name of a room.</summary>
    public static string ShortenTarget(string target) => string.Join('/', target.Split('/').Select(Shorten));

    /// <summary>The name of a kind of room.</summary>
    public static string Kind(string kind) => kind switch
    {
        RoomKind.Direct => Words.KindDirect,
        RoomKind.Questions => Words.KindQuestions,
        _ => Words.KindRoom,
    };
}
