using AspireChat.Contracts;

namespace AspireChat.Store.Presence;

/// <summary>Who was online in a room at one moment, on all live nodes.</summary>
/// <param name="Users">The users who are online: id → name.</param>
public sealed record OnlineView(IReadOnlyDictionary<string, string> Users)
{
    /// <summary>Maximum number of users that are listed to a client; beyond it, clients receive only the number.</summary>
    public const int MaxListed = 100;

    /// <summary>Those of <see cref="Users"/> who are away on all their devices.</summary>
    public IReadOnlySet<string> Away { get; init; } = new HashSet<string>();

    /// <summary>Returns a user's state, one of <see cref="UserState"/>.</summary>
    public string StateOf(string user) =>
        !Users.ContainsKey(user) ? UserState.Offline : Away.Contains(user) ? UserState.Away : UserState.Online;

    /// <summary>The first <see cref="MaxListed"/> of <see cref="Users"/>, ordered by name.</summary>
    public IReadOnlyList<RoomUser> Listed =>
    [
        .. Users.OrderBy(user => user.Value, StringComparer.OrdinalIgnoreCase).Take(MaxListed)
            .Select(user => new RoomUser { User = user.Key, Name = user.Value, Away = Away.Contains(user.Key) ? true : null }),
    ];

    /// <summary>Returns the view with one more user; this view if the user is already in it.</summary>
    public OnlineView With(string user, string name) =>
        Users.ContainsKey(user) ? this : this with { Users = new Dictionary<string, string>(Users) { [user] = name } };
}
