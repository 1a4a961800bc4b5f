namespace AspireChat.Contracts;

/// <summary>The values of <see cref="RoomEvent.Kind"/>. A client ignores the kinds it does not know.</summary>
public static class EventKind
{
    /// <summary>
    /// A message: <see cref="RoomEvent.Id"/>, <see cref="RoomEvent.Text"/>, perhaps <see cref="RoomEvent.ReplyTo"/> and <see cref="RoomEvent.Attachments"/>.
    /// With <see cref="RoomEvent.Removed"/> it was withdrawn, and neither text nor attachments are there any more.
    /// </summary>
    public const string Message = "message";

    /// <summary><see cref="RoomEvent.Text"/> replaces the text of message <see cref="RoomEvent.Target"/>.</summary>
    public const string Edit = "edit";

    /// <summary>Message <see cref="RoomEvent.Target"/> is withdrawn.</summary>
    public const string Delete = "delete";

    /// <summary><see cref="RoomEvent.Emoji"/> is put on message <see cref="RoomEvent.Target"/>, or taken back (<see cref="RoomEvent.Removed"/>).</summary>
    public const string Reaction = "reaction";

    /// <summary>The user became a member of the room.</summary>
    public const string Join = "join";

    /// <summary>The user left the room for good (not: went offline).</summary>
    public const string Leave = "leave";

    /// <summary>The room's settings changed: <see cref="RoomEvent.Settings"/>; and <see cref="RoomEvent.Text"/>, the topic, if that is what changed.</summary>
    public const string Settings = "settings";

    /// <summary><see cref="RoomEvent.Member"/> is <see cref="RoomEvent.Role"/> from now on.</summary>
    public const string Role = "role";

    /// <summary>Message <see cref="RoomEvent.Target"/> is pinned, or not any more (<see cref="RoomEvent.Removed"/>).</summary>
    public const string Pin = "pin";

    /// <summary>A question that was let through; otherwise like a message. The user is who asked.</summary>
    public const string Question = "question";

    /// <summary>A voice for question <see cref="RoomEvent.Target"/>, or one less (<see cref="RoomEvent.Removed"/>); now there are <see cref="RoomEvent.Votes"/>.</summary>
    public const string Vote = "vote";

    /// <summary>Ephemeral, in direct rooms: the user has read up to <see cref="RoomEvent.Target"/>.</summary>
    public const string Read = "read";

    /// <summary>Ephemeral: the user is typing.</summary>
    public const string Typing = "typing";

    /// <summary>Ephemeral: who came online or went offline.</summary>
    public const string Presence = "presence";
}
