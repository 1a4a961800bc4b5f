namespace AspireChat.Contracts;

/// <summary>
/// The stable error codes. The message of every <c>HubException</c> is <c>code: explanation</c>: test the code in programs and show the
/// explanation to people.
/// </summary>
public static class ChatErrors
{
    /// <summary>An argument is missing or malformed.</summary>
    public const string BadRequest = "bad_request";

    /// <summary>The room name is not valid (see <see cref="RoomName"/>).</summary>
    public const string BadRoom = "bad_room";

    /// <summary>The connection has not joined the room.</summary>
    public const string NotMember = "not_member";

    /// <summary>The message, user, member, invitation or question does not exist, or no longer exists.</summary>
    public const string NotFound = "not_found";

    /// <summary>The message belongs to someone else, or the caller's role in the room does not allow the call.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>
    /// The connection, all connections of the user, or all from the user's network call faster than the limits allow. Try again in a
    /// moment.
    /// </summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The text is longer than <see cref="ChatLimits.MaxTextLength"/>.</summary>
    public const string TooLong = "too_long";

    /// <summary>The connection has already joined <see cref="ChatLimits.MaxRoomsPerConnection"/> rooms.</summary>
    public const string TooManyRooms = "too_many_rooms";

    /// <summary>The user can read but not write, in this room or everywhere.</summary>
    public const string Muted = "muted";

    /// <summary>The user is banned. Connecting fails with 403, and open connections are closed.</summary>
    public const string Banned = "banned";

    /// <summary>The token was revoked. Connecting fails with 401, and open connections are closed. Sign in again.</summary>
    public const string Kicked = "kicked";

    /// <summary>Only owners and moderators can write in this room.</summary>
    public const string ReadOnly = "read_only";

    /// <summary>The room is archived: nobody can write in it.</summary>
    public const string Archived = "archived";

    /// <summary>The room is in slow mode. The explanation starts with the number of seconds to wait.</summary>
    public const string SlowMode = "slow_mode";

    /// <summary>A room with this name already exists.</summary>
    public const string Exists = "exists";

    /// <summary>The room is private and the user is not a member.</summary>
    public const string Private = "private";

    /// <summary>The user or the network has too many connections. Connecting fails with this error; close others first.</summary>
    public const string TooManyConnections = "too_many_connections";

    /// <summary>
    /// The room has reached its limit of pins, invitation links or waiting questions, or the user or the network has created too many rooms
    /// within an hour.
    /// </summary>
    public const string TooMany = "too_many";

    /// <summary>
    /// Redis has reached its memory limit, and nothing was stored. Reading and deleting go on. Sending works again once an operator has
    /// freed memory.
    /// </summary>
    public const string Full = "full";

    /// <summary>Redis cannot be reached. Whether anything was stored is not known; sending again with the same id is safe.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Returns the code at the start of an error message, or an empty string if it has none.</summary>
    /// <param name="message">
    /// The message of a <c>HubException</c>, with or without the text that SignalR puts in front; may be null.
    /// </param>
    public static string CodeOf(string? message)
    {
        if (message is null)
        {
            return "";
        }

        // SignalR's client wraps the server's message: "An unexpected error ... HubException: code: explanation".
        const string marker = "HubException: ";
        var start = message.IndexOf(marker, StringComparison.Ordinal);
        var text = start < 0 ? message : message[(start + marker.Length)..];
        var end = text.IndexOf(": ", StringComparison.Ordinal);
        return end > 0 && text.AsSpan(0, end).IndexOfAnyExceptInRange('_', 'z') < 0 ? text[..end] : "";
    }
}
