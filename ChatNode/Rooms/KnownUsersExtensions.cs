using AspireChat.ChatNode.Moderation;
using AspireChat.Store.Users;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Looks up users who must exist.</summary>
internal static class KnownUsersExtensions
{
    /// <summary>Returns the names of some users, in their order.</summary>
    /// <exception cref="Microsoft.AspNetCore.SignalR.HubException">One of them never connected.</exception>
    public static async Task<IReadOnlyList<string>> RequireNamesAsync(this KnownUsers known, IReadOnlyList<string> users)
    {
        var names = await known.NamesAsync(users);
        return [.. names.Select((name, index) => name ?? throw Refusal.NoUser(users[index]))];
    }
}
