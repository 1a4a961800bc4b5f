using AspireChat.Contracts;
using AspireChat.Web.Client.Chat.Timeline;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Chat.Rooms;

/// <summary>The names of a room member's roles, as shown on the page.</summary>
internal static class RoomRoles
{
    /// <summary>The role's name; an empty string for a plain member.</summary>
    public static string Text(string? role) => role switch
    {
        RoomRole.Owner => Words.RoomsOwner,
        RoomRole.Moderator => Words.RoomsModerator,
        _ => "",
    };

    /// <summary>The text of a notice that a member's role changed.</summary>
    public static string Text(TimelineRole changed) => Say.With(
        Words.RoomsRoleChanged, changed.Name, changed.Member, Text(changed.Role) is { Length: > 0 } role ? role : Words.RoomsMember);
}
