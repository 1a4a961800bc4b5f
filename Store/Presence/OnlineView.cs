using AspireChat.Contracts;

namespace AspireChat.Store.Presence;

/// <summary>Who was online in a room at some moment: users on all living nodes.</summary>
public sealed record OnlineView(IReadOnlyDictionary<string, string> Users)
{
    /// <summary>Most users that are listed to a client; beyond it only the number counts.</summary>
    public const int MostListed = 100;

    /// <summary>Those of them who have nobody in front of any device.</summary>
    public IReadOnlySet<string> Away { get; init; } = new HashSet<string>();

    /// <summary>Whether a user is here: one of <see cref="UserState"/>.</summary>
    public string StateOf(string user) => !Users.ContainsKey(user) ? UserState.Offline : Away.Contains(user) ? UserState.Away : UserState.Online;

    /// <summary>The first <see cref="MostListed"/> of them, by name.</summary>
    public IReadOnlyList<RoomUser> Listed =>
    [
        .. Users.OrderBy(user => user.Value, StringComparer.OrdinalIgnoreCase).Take(MostListed)
            .Select(user => new RoomUser { User = user.Key, Name = user.Value, Away = Away.Contains(user.Key) ? true : null }),
    ];

    /// <summary>The view with one user more.</summary>
    public OnlineView With(string user, string name) =>
        Users.ContainsKey(user) ? this : this with { Users = new Dictionary<string, string>(Users) { [user] = name } };
}
