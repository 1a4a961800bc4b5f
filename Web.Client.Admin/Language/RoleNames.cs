using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Language;

/// <summary>The names of the members' roles.</summary>
public static class RoleNames
{
    /// <summary>All roles, the most powerful first.</summary>
    public static IReadOnlyList<(string Value, string Label)> Choices =>
        [(RoomRole.Owner, Words.RoleOwner), (RoomRole.Moderator, Words.RoleModerator), (RoomRole.Member, Words.RoleMember)];

    /// <summary>The name of a role. An unknown role is returned as it is.</summary>
    public static string Of(string role) => Choices.FirstOrDefault(choice => choice.Value == role).Label ?? role;
}
