using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.Store.Rooms;

/// <summary>A room's settings, roles and mutes at one moment.</summary>
/// <param name="Settings">The room's settings.</param>
/// <param name="CreatedAt">When it was created, in Unix milliseconds; 0 = not known.</param>
/// <param name="IsDeleted">True if the room is being deleted: nobody can join.</param>
/// <param name="Roles">The owners and moderators: user → role.</param>
/// <param name="Mutes">The mutes in this room: user → mute; some may have expired.</param>
public sealed record RoomRules(
    RoomSettings Settings, long CreatedAt, bool IsDeleted, IReadOnlyDictionary<string, string> Roles,
    IReadOnlyDictionary<string, Sanction> Mutes)
{
    /// <summary>Returns the user's role, one of <see cref="RoomRole"/>.</summary>
    public string RoleOf(string user) => Roles.GetValueOrDefault(user, RoomRole.Member);
}
