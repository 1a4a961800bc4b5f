using System.Security.Cryptography;
using System.Text;
using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Makes rooms: those that somebody wants, and those of two or a few people.</summary>
internal sealed class RoomMaker(
    RoomCreation creation, RoomMembers members, UserRooms userRooms, KnownUsers users, UserNotices notices)
{
    /// <summary>Makes a room; the caller is its owner and first member.</summary>
    public async Task CreateAsync(ChatCaller caller, string room, RoomSettings settings)
    {
        if (!await creation.CreateAsync(room, settings, caller.User, [new RoomUser { User = caller.User, Name = caller.Name }]))
        {
            throw Refusal.Exists(room);
        }

        await notices.TellAsync(caller.User, new Notice { Kind = NoticeKind.Joined, Room = room });
    }

    /// <summary>The room of the caller and these others, which is made if there is none.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> OpenDirectAsync(ChatCaller caller, IReadOnlyList<string> others)
    {
        var names = await users.RequireNamesAsync(others);
        List<RoomUser> all =
        [
            new() { User = caller.User, Name = caller.Name }, .. others.Select((user, index) => new RoomUser { User = user, Name = names[index] }),
        ];
        var room = NameOf(all.Select(user => user.User));
        var made = await creation.CreateAsync(room, new RoomSettings { Kind = RoomKind.Direct, Private = true }, owner: "", all);
        if (!made)
        {
            await userRooms.AddAsync(caller.User, room);
        }

        await Task.WhenAll((made ? all : all.Take(1)).Select(user => TellAsync(room, user.User, all)));
        return room;
    }

    /// <summary>
    /// There is something new in a direct room: it is brought back to those of its people who took it from among their rooms, and told to those who are
    /// not in it at the moment, which costs as much as it has people: nine at most.
    /// </summary>
    public async Task ShowAsync(Room room)
    {
        var all = await members.AllAsync(room.Name);
        var added = await Task.WhenAll(all.Select(user => userRooms.AddAsync(user.User, room.Name)));
        var here = (await room.Presence.ViewAsync()).Users;
        await Task.WhenAll(all.Where((user, index) => added[index] || !here.ContainsKey(user.User)).Select(user => TellAsync(room.Name, user.User, all)));
    }

    private static string NameOf(IEnumerable<string> users) =>
        RoomName.DirectPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', users.Order(StringComparer.Ordinal)))))[..40];

    private Task TellAsync(string room, string user, IEnumerable<RoomUser> all) =>
        notices.TellAsync(user, new Notice { Kind = NoticeKind.Direct, Room = room, Text = MyRooms.TitleOf(all.Where(other => other.User != user)) });
}
