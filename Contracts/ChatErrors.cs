namespace AspireChat.Contracts;

/// <summary>
/// The stable codes that begin the message of every <c>HubException</c>, as <c>code: explanation</c>.
/// Programs test the code, people read the explanation.
/// </summary>
public static class ChatErrors
{
    /// <summary>An argument is missing or malformed.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>The room's name has characters or a length that no room can have.</summary>
    public const string BadRoom = "bad_room";

    /// <summary>The connection has not joined the room.</summary>
    public const string NotMember = "not_member";

    /// <summary>The event that should be changed does not exist (or not any more).</summary>
    public const string NotFound = "not_found";

    /// <summary>The event belongs to somebody else.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The connection sends faster than <see cref="ChatLimits.SendsPerSecond"/> allows. Try again in a moment.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The text is longer than <see cref="ChatLimits.MaxTextLength"/>.</summary>
    public const string TooLong = "too_long";

    /// <summary>The connection is in <see cref="ChatLimits.MaxRoomsPerConnection"/> rooms already.</summary>
    public const string TooManyRooms = "too_many_rooms";

    /// <summary>The user may read but not write, everywhere or in this room.</summary>
    public const string Muted = "muted";

    /// <summary>The user is banned: connecting is refused with 403, and open connections are closed.</summary>
    public const string Banned = "banned";

    /// <summary>The token was revoked: connecting is refused with 401, and open connections are closed. Sign in again.</summary>
    public const string Kicked = "kicked";

    /// <summary>Only owners and moderators write in this room.</summary>
    public const string ReadOnly = "read_only";

    /// <summary>Nobody writes in this room any more.</summary>
    public const string Archived = "archived";

    /// <summary>The room is in slow mode. The explanation begins with the seconds to wait.</summary>
    public const string SlowMode = "slow_mode";

    /// <summary>Redis cannot be reached. Nothing was stored as far as is known; sending again with the same id is safe.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The code at the beginning of an error's message, or an empty string when it has none.</summary>
    /// <param name="message">The message of a <c>HubException</c>, with or without SignalR's own words in front.</param>
    public static string CodeOf(string? message)
    {
        if (message is null)
        {
            return "";
        }

        // SignalR's client writes "An unexpected error ... HubException: code: explanation" around the server's words.
        const string marker = "HubException: ";
        var start = message.IndexOf(marker, StringComparison.Ordinal);
        var text = start < 0 ? message : message[(start + marker.Length)..];
        var end = text.IndexOf(": ", StringComparison.Ordinal);
        return end > 0 && text.AsSpan(0, end).IndexOfAnyExceptInRange('_', 'z') < 0 ? text[..end] : "";
    }
}
