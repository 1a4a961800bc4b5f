using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.Store.Rooms;

/// <summary>Who may do what in a room, at some moment.</summary>
/// <param name="Settings">The room's settings.</param>
/// <param name="CreatedAt">When it was created, Unix milliseconds; 0 where that is not known.</param>
/// <param name="IsDeleted">The room is being deleted: nobody enters.</param>
/// <param name="Roles">The users who are more than members.</param>
/// <param name="Mutes">The mutes in this room, some perhaps over.</param>
public sealed record RoomRules(
    RoomSettings Settings, long CreatedAt, bool IsDeleted, IReadOnlyDictionary<string, string> Roles,
    IReadOnlyDictionary<string, Sanction> Mutes)
{
    /// <summary>What the user is in the room, one of <see cref="RoomRole"/>.</summary>
    public string RoleOf(string user) => Roles.GetValueOrDefault(user, RoomRole.Member);
}
