using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;

namespace AspireChat.ChatNode.Rooms;

/// <summary>A room's members, for its members.</summary>
internal sealed class RoomRoster(RoomMembers members, TimeProvider time)
{
    /// <summary>A page of members, by id.</summary>
    public async Task<MembersResult> ListAsync(Room room, ChatCaller caller, string? query, string? cursor, int limit)
    {
        var all = await members.AllAsync(room.Name);
        var view = await room.Presence.ViewAsync();
        var rules = room.Policy.Rules;
        var isModerator = RoomPermissions.IsModerator(room, caller);
        var found = all.Where(member => string.CompareOrdinal(member.User, cursor) > 0 && Matches(member, query)).Take(limit + 1).ToList();
        return new MembersResult
        {
            Count = all.Count,
            Next = found.Count > limit ? found[limit - 1].User : null,
            Members =
            [
                .. found.Take(limit).Select(member => new MemberInfo
                {
                    User = member.User,
                    Name = member.Name,
                    Role = rules.RoleOf(member.User) is var role && role == RoomRole.Member ? null : role,
                    State = view.StateOf(member.User),
                    MutedUntil = isModerator && rules.Mutes.GetValueOrDefault(member.User).InForce(time) is { } mute ? mute.Until ?? 0 : null,
                }),
            ],
        };
    }

    private static bool Matches(RoomUser member, string? query) => string.IsNullOrEmpty(query)
        || member.User.Contains(query, StringComparison.OrdinalIgnoreCase) || member.Name.Contains(query, StringComparison.OrdinalIgnoreCase);
}
