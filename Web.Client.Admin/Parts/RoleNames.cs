using AspireChat.Contracts;
using AspireChat.Web.Client.Admin.Language;

namespace AspireChat.Web.Client.Admin.Parts;

/// <summary>A member's roles in words.</summary>
public static class RoleNames
{
    /// <summary>All of them, the mightiest first.</summary>
    public static IReadOnlyList<(string Value, string Label)> Choices =>
        [(RoomRole.Owner, Words.RoleOwner), (RoomRole.Moderator, Words.RoleModerator), (RoomRole.Member, Words.RoleMember)];

    /// <summary>A role's name. One that the texts lack stays as it is.</summary>
    public static string Of(string role) => Choices.FirstOrDefault(choice => choice.Value == role).Label ?? role;
}
