using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.Contracts;
using AspireChat.Store.Logs;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;

namespace AspireChat.ChatNode.Rooms;

/// <summary>Makes users members of a room that they did not join by name: by invitation, or with a token.</summary>
internal sealed class Invitations(
    InvitationStore invitations, RemovedMembers removed, RoomMembers members, UserRooms userRooms, MembershipEvents membership, RoomLog log,
    KnownUsers users, UserNotices notices)
{
    private const int MaxUses = 10_000;
    private const int MaxHours = 720;
    private const int DefaultHours = 168;

    /// <summary>Creates a token with which others become members.</summary>
    public async Task<Invitation> CreateAsync(ClientConnection client, CreateInvitationRequest request)
    {
        var room = Invitable(client, request.Room);
        if (request.MaxUses is < 1 or > MaxUses || request.ExpiresInHours is < 1 or > MaxHours)
        {
            throw Refusal.BadRequest($"'maxUses' is 1 to {MaxUses}, 'expiresInHours' 1 to {MaxHours}.");
        }

        var lifetime = TimeSpan.FromHours(request.ExpiresInHours ?? DefaultHours);
        var (caller, createdAt) = (client.Caller, room.Rules.Current.CreatedAt);
        return await invitations.CreateAsync(
                new NewInvitation(room.Name, createdAt, caller.Author, caller.IsAdmin, request.MaxUses, lifetime))
            ?? throw Refusal.TooMany($"the room has {InvitationStore.MaxPerRoom} invitations; revoke one first.");
    }

    /// <summary>Returns the valid invitations: all of them to owners and moderators, to others their own.</summary>
    public async Task<InvitationsResult> ListAsync(ClientConnection client, InvitationsRequest request)
    {
        var room = client.Joined(request.Room);
        CallChecks.CheckNotDirect(room);
        client.Charge();
        return new InvitationsResult { Invitations = await VisibleAsync(room, client.Caller) };
    }

    /// <summary>Revokes an invitation that the caller can see.</summary>
    public async Task RevokeAsync(ClientConnection client, RevokeInvitationRequest request)
    {
        var room = client.Joined(request.Room);
        CallChecks.CheckNotDirect(room);
        client.Charge();
        var found = (await VisibleAsync(room, client.Caller)).FirstOrDefault(invitation => invitation.Token == request.Token)
            ?? throw Refusal.NoInvitation();
        await invitations.RevokeAsync(room.Name, found.Token);
    }

    /// <summary>Makes the caller a member of the invitation's room.</summary>
    public async Task<RoomResult> AcceptAsync(ClientConnection client, AcceptInvitationRequest request)
    {
        client.Charge();
        var caller = client.Caller;
        var token = request.Token ?? "";
        var (room, settings) = await invitations.FindAsync(token) ?? throw Refusal.NoInvitation();
        if (!await members.ContainsAsync(room, caller.User))
        {
            if (settings.Archived)
            {
                throw Refusal.Archived(room);
            }

            if (await removed.ContainsAsync(room, caller.User))
            {
                throw Refusal.WasRemoved(room);
            }

            if (!await invitations.TryUseAsync(token))
            {
                throw Refusal.NoInvitation();
            }

            await AddAsync(room, caller.Author, new Notice { Kind = NoticeKind.Joined, Room = room });
        }

        return new RoomResult { Room = room };
    }

    /// <summary>Makes a user a member.</summary>
    public async Task InviteAsync(ClientConnection client, InviteRequest request)
    {
        var room = Invitable(client, request.Room).Name;
        if (string.IsNullOrEmpty(request.User))
        {
            throw Refusal.BadRequest("'user' is missing.");
        }

        var name = (await users.RequireNamesAsync([request.User]))[0];
        await removed.ForgetAsync(room, request.User);
        if (!await members.ContainsAsync(room, request.User))
        {
            var notice = new Notice { Kind = NoticeKind.Invited, Room = room, Text = client.Caller.Name };
            await AddAsync(room, new EventAuthor(request.User, name), notice);
        }
    }

    /// <summary>
    /// Returns a joined room into which the caller can bring others: every member into a room that everyone can join, owners and moderators
    /// into a private one.
    /// </summary>
    private static Room Invitable(ClientConnection client, string? name)
    {
        var room = client.Joined(name);
        CallChecks.CheckNotDirect(room);
        RoomPermissions.CheckNotArchived(room);
        if (room.Rules.Current.Settings.Private)
        {
            RoomAuthority.CheckModerator(room, client.Caller);
        }

        client.Charge();
        return room;
    }

    private async Task<IReadOnlyList<InvitationInfo>> VisibleAsync(Room room, ChatCaller caller)
    {
        var all = await invitations.ListAsync(room.Name);
        return RoomPermissions.IsModerator(room, caller) ? all : [.. all.Where(invitation => invitation.User == caller.User)];
    }

    private async Task AddAsync(string room, EventAuthor user, Notice notice)
    {
        // A new member has no unread messages.
        var head = (await log.ReadNewestAsync(room, null, 0)).Head;
        await userRooms.BeginAsync(user.User, room, head);
        var (isNew, count) = await members.AddAsync(room, user.User, user.Name);
        if (isNew)
        {
            await membership.JoinedAsync(room, user, count, head);
            await notices.SendAsync(user.User, notice);
        }
    }
}
