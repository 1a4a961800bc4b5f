using AspireChat.Web.Client.Chat.Timeline;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat.Rooms;

/// <summary>The roles that a member of a room can have.</summary>
internal static class RoomRoles
{
    /// <summary>May do everything in the room.</summary>
    public const string Owner = "owner";

    /// <summary>Looks after members and messages.</summary>
    public const string Moderator = "moderator";

    /// <summary>Everybody else.</summary>
    public const string Member = "member";

    /// <summary>What a role is called; an empty string for a plain member.</summary>
    public static string Text(string? role) => role switch
    {
        Owner => Words.RoomsOwner,
        Moderator => Words.RoomsModerator,
        _ => "",
    };

    /// <summary>What a change of somebody's role says.</summary>
    public static string Text(TimelineRole changed) => Say.With(
        Words.RoomsRoleChanged, changed.Name, changed.Member, Text(changed.Role) is { Length: > 0 } role ? role : Words.RoomsMember);
}
