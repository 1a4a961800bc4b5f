using System.Runtime.Serialization;

namespace AspireChat.Contracts;

/// <summary>Argument of <c>Notify</c>: a notice to one user, on every device, or to everyone.</summary>
[DataContract]
public sealed record Notice
{
    /// <summary>One of <see cref="NoticeKind"/>.</summary>
    [DataMember(Name = "kind")]
    public string Kind { get; init; } = "";

    /// <summary>The room that the notice is about; null if it is not about a room.</summary>
    [DataMember(Name = "room")]
    public string? Room { get; init; }

    /// <summary>The seq that the notice is about; null if it is not about an event.</summary>
    [DataMember(Name = "seq")]
    public long? Seq { get; init; }

    /// <summary>The text to show; null if there is none.</summary>
    [DataMember(Name = "text")]
    public string? Text { get; init; }

    /// <summary>
    /// For <see cref="NoticeKind.Standing"/>: <see cref="RoomRole.Owner"/> or <see cref="RoomRole.Moderator"/>; null for a plain member.
    /// </summary>
    [DataMember(Name = "role")]
    public string? Role { get; init; }

    /// <summary>
    /// For <see cref="NoticeKind.Standing"/>: when the mute ends, in Unix milliseconds; 0 = not until it is lifted; null = not muted.
    /// </summary>
    [DataMember(Name = "until")]
    public long? Until { get; init; }
}

/// <summary>The values of <see cref="Notice.Kind"/>. A client ignores the kinds it does not know.</summary>
public static class NoticeKind
{
    /// <summary>The user's read position in <see cref="Notice.Room"/> moved to <see cref="Notice.Seq"/>, on any device.</summary>
    public const string Read = "read";

    /// <summary><see cref="Notice.Text"/> from the operator, to everyone.</summary>
    public const string Announcement = "announcement";

    /// <summary><see cref="Notice.Text"/> from the operator, to this user.</summary>
    public const string Operator = "notice";

    /// <summary>The user became a member of <see cref="Notice.Room"/>, on any device.</summary>
    public const string Joined = "joined";

    /// <summary>The user is no longer a member of <see cref="Notice.Room"/>.</summary>
    public const string Left = "left";

    /// <summary>
    /// Someone made the user a member of <see cref="Notice.Room"/>; <see cref="Notice.Text"/> is the name of the inviting user.
    /// </summary>
    public const string Invited = "invited";

    /// <summary>
    /// The direct room <see cref="Notice.Room"/> was opened or has a new message; <see cref="Notice.Text"/> is its title.
    /// </summary>
    public const string Direct = "direct";

    /// <summary>
    /// The waiting questions of <see cref="Notice.Room"/> changed. Sent to the user who asked, to owners and to moderators.
    /// </summary>
    public const string Question = "question";

    /// <summary>
    /// The user's rights in <see cref="Notice.Room"/> changed: the role is <see cref="Notice.Role"/> and, if <see cref="Notice.Until"/> is
    /// not
    /// null, the user is muted, for the reason in <see cref="Notice.Text"/>. Sent to connections that have joined the room.
    /// </summary>
    public const string Standing = "standing";

    /// <summary>This connection was evicted from <see cref="Notice.Room"/>; <see cref="Notice.Text"/> is the reason.</summary>
    public const string Removed = "removed";

    /// <summary><see cref="Notice.Room"/> was deleted.</summary>
    public const string Deleted = "deleted";

    /// <summary>The connection is about to be closed, because the user is banned; <see cref="Notice.Text"/> is the reason.</summary>
    public const string Banned = "banned";

    /// <summary>The connection is about to be closed, because the session was ended; <see cref="Notice.Text"/> is the reason.</summary>
    public const string Kicked = "kicked";
}
