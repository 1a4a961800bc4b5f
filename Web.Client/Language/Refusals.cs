using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Web.Client.Language;

/// <summary>Texts for calls that the server refused, in the reader's language.</summary>
internal static class Refusals
{
    /// <summary>The text for a call that was refused or got no answer.</summary>
    public static string Of(Exception failure) => failure is ChatException refused
        ? Of(refused.Code, refused.Message)
        : Words.RefusedUnavailable;

    /// <summary>The page's text for a code; the server's text if the code is unknown.</summary>
    /// <param name="code">One of <see cref="ChatErrors"/>, or empty.</param>
    /// <param name="explanation">The server's text. It may contain an operator's reason, or how long to wait.</param>
    public static string Of(string code, string explanation) => code switch
    {
        ChatErrors.BadRequest => Words.RefusedBadRequest,
        ChatErrors.BadRoom => Words.RoomRule,
        ChatErrors.NotMember => Words.RefusedNotMember,
        ChatErrors.NotFound => Words.RefusedNotFound,
        ChatErrors.Forbidden => Words.RefusedForbidden,
        ChatErrors.RateLimited => Words.RefusedRateLimited,
        ChatErrors.TooLong => Words.RefusedTooLong,
        ChatErrors.TooManyConnections => Words.RefusedTooManyConnections,
        ChatErrors.TooManyRooms => Words.RefusedTooManyRooms,
        ChatErrors.Muted => Say.With(Words.RefusedMuted, explanation),
        ChatErrors.Banned => Say.With(Words.RoomsBanned, explanation),
        ChatErrors.Kicked => Words.SessionEnded,
        ChatErrors.ReadOnly => Words.RefusedReadOnly,
        ChatErrors.Archived => Words.RefusedArchived,
        ChatErrors.SlowMode => Say.With(Words.RefusedSlowMode, explanation.Split(' ')[0]),
        ChatErrors.Exists => Words.RoomsExists,
        ChatErrors.Private => Words.RefusedPrivate,
        ChatErrors.TooMany => Words.RefusedTooMany,
        ChatErrors.Full => Words.RefusedFull,
        ChatErrors.Unavailable => Words.RefusedUnavailable,
        _ => explanation,
    };
}
