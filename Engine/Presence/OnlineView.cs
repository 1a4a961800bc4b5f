using AspireChat.Contracts;

namespace AspireChat.Engine.Presence;

/// <summary>Who was online in a room at some moment: users on all living nodes.</summary>
internal sealed record OnlineView(IReadOnlyDictionary<string, string> Users)
{
    /// <summary>Most users that are listed to a client; beyond it only the number counts.</summary>
    public const int MostListed = 100;

    /// <summary>The first <see cref="MostListed"/> of them, by name.</summary>
    public IReadOnlyList<RoomUser> Listed =>
        [.. Users.OrderBy(user => user.Value, StringComparer.OrdinalIgnoreCase).Take(MostListed).Select(user => new RoomUser { User = user.Key, Name = user.Value })];

    /// <summary>The view with one user more.</summary>
    public OnlineView With(string user, string name) =>
        Users.ContainsKey(user) ? this : new OnlineView(new Dictionary<string, string>(Users) { [user] = name });
}
