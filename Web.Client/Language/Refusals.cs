using AspireChat.Client;
using AspireChat.Contracts;

namespace AspireChat.Web.Client.Language;

/// <summary>What the server refused, in the reader's language.</summary>
internal static class Refusals
{
    /// <summary>What to show of a call that was refused, or got no answer.</summary>
    public static string Of(Exception failure) => failure is ChatException refused ? Of(refused.Code, refused.Message) : Words.RefusedUnavailable;

    /// <summary>The page's text for a code; for one that it does not know, the server's.</summary>
    /// <param name="code">One of <see cref="ChatErrors"/>, or empty.</param>
    /// <param name="explanation">What the server wrote. An operator's reason, or how long to wait, is in it.</param>
    public static string Of(string code, string explanation) => code switch
    {
        ChatErrors.BadRequest => Words.RefusedBadRequest,
        ChatErrors.BadRoom => Words.RoomRule,
        ChatErrors.NotMember => Words.RefusedNotMember,
        ChatErrors.NotFound => Words.RefusedNotFound,
        ChatErrors.Forbidden => Words.RefusedForbidden,
        ChatErrors.RateLimited => Words.RefusedRateLimited,
        ChatErrors.TooLong => Words.RefusedTooLong,
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
        ChatErrors.Unavailable => Words.RefusedUnavailable,
        _ => explanation,
    };
}
