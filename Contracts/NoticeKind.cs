namespace AspireChat.Contracts;

/// <summary>The values of <see cref="Notice.Kind"/>. A client ignores the kinds it does not know.</summary>
public static class NoticeKind
{
    /// <summary>The read position of <see cref="Notice.Room"/> moved to <see cref="Notice.Seq"/>, on whichever device.</summary>
    public const string Read = "read";

    /// <summary>From the operator to everybody.</summary>
    public const string Announcement = "announcement";

    /// <summary>From the operator to this user.</summary>
    public const string Operator = "notice";

    /// <summary>The user became a member of <see cref="Notice.Room"/>, on whichever device.</summary>
    public const string Joined = "joined";

    /// <summary>The user is no member of <see cref="Notice.Room"/> any more.</summary>
    public const string Left = "left";

    /// <summary>The user was made a member of <see cref="Notice.Room"/>; <see cref="Notice.Text"/> is the name of who did it.</summary>
    public const string Invited = "invited";

    /// <summary>The direct room <see cref="Notice.Room"/> is there, with <see cref="Notice.Text"/> as its title.</summary>
    public const string Direct = "direct";

    /// <summary>The waiting questions of <see cref="Notice.Room"/> changed: for who asked, owners and moderators.</summary>
    public const string Question = "question";

    /// <summary>
    /// What the user may do in <see cref="Notice.Room"/> is another: <see cref="Notice.Role"/>, and with <see cref="Notice.Until"/> muted, because of
    /// <see cref="Notice.Text"/>. To connections that have joined the room.
    /// </summary>
    public const string Standing = "standing";

    /// <summary>This connection was put out of <see cref="Notice.Room"/>; <see cref="Notice.Text"/> says why.</summary>
    public const string Removed = "removed";

    /// <summary><see cref="Notice.Room"/> was deleted.</summary>
    public const string Deleted = "deleted";

    /// <summary>The connection is about to be closed: the user is banned.</summary>
    public const string Banned = "banned";

    /// <summary>The connection is about to be closed: the session was ended.</summary>
    public const string Kicked = "kicked";
}
