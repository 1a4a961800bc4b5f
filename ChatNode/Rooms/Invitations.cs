using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Rooms;

/// <summary>How one becomes a member without having found the room: by a token, or because somebody says so.</summary>
internal sealed class Invitations(
    InvitationStore invitations, RoomMembers members, UserRooms userRooms, RoomEntrance entrance, RoomLog log, KnownUsers users, UserNotices notices)
{
    /// <summary>Makes a token.</summary>
    /// <param name="room">The room.</param>
    /// <param name="uses">How many may use it; null: as many as like.</param>
    /// <param name="lifetime">How long it is good for.</param>
    public Task<Invitation> CreateAsync(Room room, int? uses, TimeSpan lifetime) => invitations.CreateAsync(room.Name, room.Policy.Rules.CreatedAt, uses, lifetime);

    /// <summary>Makes the caller a member of the invitation's room.</summary>
    /// <returns>The room's name.</returns>
    public async Task<string> AcceptAsync(ChatCaller caller, string token)
    {
        if (await invitations.FindAsync(token) is not { } room)
        {
            throw Refusal.NoInvitation();
        }

        if (!await members.ContainsAsync(room, caller.User))
        {
            if (!await invitations.TryUseAsync(token))
            {
                throw Refusal.NoInvitation();
            }

            await AddAsync(room, caller.User, caller.Name, new Notice { Kind = NoticeKind.Joined, Room = room });
        }

        return room;
    }

    /// <summary>Makes a user a member.</summary>
    public async Task InviteAsync(ChatCaller caller, string room, string user)
    {
        var name = (await users.RequireNamesAsync([user]))[0];
        if (!await members.ContainsAsync(room, user))
        {
            await AddAsync(room, user, name, new Notice { Kind = NoticeKind.Invited, Room = room, Text = caller.Name });
        }
    }

    private async Task AddAsync(string room, string user, string name, Notice notice)
    {
        // Nothing is unread for who comes new.
        var head = (await log.ReadNewestAsync(room, null, 0)).Head;
        await userRooms.BeginAsync(user, room, head);
        var (isNew, count) = await members.AddAsync(room, user, name);
        if (isNew)
        {
            await entrance.WelcomeAsync(room, user, name, count, head);
            await notices.TellAsync(user, notice);
        }
    }
}
