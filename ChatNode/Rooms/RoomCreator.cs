using System.Security.Cryptography;
using System.Text;
using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Creates rooms, and opens the direct rooms of two to nine users.</summary>
internal sealed class RoomCreator(
    RoomCreation creation, NewRooms newRooms, RoomMembers members, UserRooms userRooms, KnownUsers users, UserNotices notices,
    RoomPermissions permissions)
{
    private const int MaxDirectOthers = 8;

    /// <summary>Creates a room. The caller is its owner and first member.</summary>
    public async Task<RoomResult> CreateAsync(ClientConnection client, NewRoomRequest request)
    {
        CallChecks.CheckRoomName(request.Room);
        CallChecks.CheckTexts(request.Title, request.Topic, request.Description);
        if (!string.IsNullOrEmpty(request.Title + request.Topic + request.Description))
        {
            permissions.CheckNotMutedEverywhere(client.Caller);
        }

        if (RoomName.IsDirect(request.Room) || request.Room == RoomName.Lobby)
        {
            throw Refusal.BadRequest($"'{RoomName.Lobby}' and names that begin with '{RoomName.DirectPrefix}' are reserved.");
        }

        if (!RoomKind.CanCreate(request.Kind))
        {
            throw Refusal.BadRequest(RoomKind.Rule);
        }

        client.Charge(CallChecks.ListCost);
        await newRooms.CountAsync(client, request.Room);
        var settings = new RoomSettings
        {
            Title = request.Title ?? "",
            Topic = request.Topic ?? "",
            Description = request.Description ?? "",
            Private = request.Private,
            Kind = request.Kind ?? RoomKind.Room,
        };
        var caller = client.Caller;
        if (!await creation.CreateAsync(request.Room, settings, caller.User, [new RoomUser { User = caller.User, Name = caller.Name }]))
        {
            throw Refusal.Exists(request.Room);
        }

        await notices.SendAsync(caller.User, new Notice { Kind = NoticeKind.Joined, Room = request.Room });
        return new RoomResult { Room = request.Room };
    }

    /// <summary>Opens the direct room of the caller and the given users, creating it if needed.</summary>
    public async Task<RoomResult> OpenDirectAsync(ClientConnection client, OpenDirectRequest request)
    {
        var caller = client.Caller;
        var others = (request.Users ?? []).Where(user => user != caller.User).Distinct(StringComparer.Ordinal).ToList();
        if (others.Count is < 1 or > MaxDirectOthers || others.Any(string.IsNullOrEmpty))
        {
            throw Refusal.BadRequest($"'users' are the ids of 1 to {MaxDirectOthers} others.");
        }

        client.Charge();
        var names = await users.RequireNamesAsync(others);
        List<RoomUser> all =
        [
            new() { User = caller.User, Name = caller.Name },
            .. others.Select((user, index) => new RoomUser { User = user, Name = names[index] }),
        ];
        var room = NameOf(all.Select(user => user.User));
        await newRooms.CountAsync(client, room);
        var created = await creation.CreateAsync(room, new RoomSettings { Kind = RoomKind.Direct, Private = true }, owner: "", all);
        if (!created)
        {
            await userRooms.AddAsync(caller.User, room);
        }

        await Task.WhenAll((created ? all : all.Take(1)).Select(user => NotifyAsync(room, user.User, all)));
        return new RoomResult { Room = room };
    }

    /// <summary>
    /// After a message in a direct room: shows the room again to members who removed it from their list, and notifies the members who have
    /// not joined it at the moment. That costs as much as the room has members: nine at most.
    /// </summary>
    public async Task ShowDirectAsync(Room room)
    {
        var all = await members.AllAsync(room.Name);
        var added = await Task.WhenAll(all.Select(user => userRooms.AddAsync(user.User, room.Name)));
        var here = (await room.Presence.ViewAsync()).Users;
        var absent = all.Where((user, index) => added[index] || !here.ContainsKey(user.User));
        await Task.WhenAll(absent.Select(user => NotifyAsync(room.Name, user.User, all)));
    }

    private static string NameOf(IEnumerable<string> users)
    {
        var sorted = string.Join('\n', users.Order(StringComparer.Ordinal));
        return RoomName.DirectPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sorted)))[..40];
    }

    private Task NotifyAsync(string room, string user, IEnumerable<RoomUser> all) => notices.SendAsync(
        user, new Notice { Kind = NoticeKind.Direct, Room = room, Text = MyRooms.TitleOf(all.Where(other => other.User != user)) });
}
