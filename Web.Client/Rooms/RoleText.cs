using AspireChat.Contracts;
using AspireChat.Web.Client.Language;

namespace AspireChat.Web.Client.Rooms;

/// <summary>The names of the members' roles.</summary>
internal static class RoleText
{
    /// <summary>The role's name; an empty string for a plain member.</summary>
    public static string Of(string? role) => role switch
    {
        RoomRole.Owner => Words.RoomsOwner,
        RoomRole.Moderator => Words.RoomsModerator,
        _ => "",
    };
}
