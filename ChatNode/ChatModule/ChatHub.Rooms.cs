using AspireChat.ChatNode.Delivery;
using AspireChat.ChatNode.Moderation;
using AspireChat.ChatNode.Rooms;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.ChatNode.ChatModule;

/// <content>Which rooms there are, and who is in them.</content>
internal sealed partial class ChatHub
{
    private const int MaxQuery = 100;
    private const int MaxPage = 100;
    private const int DefaultPage = 50;
    private const int MaxMuteMinutes = 525_600;
    private const int MaxInvitationUses = 10_000;
    private const int MaxInvitationHours = 720;
    private const int DefaultInvitationHours = 168;
    private const int MaxDirectOthers = 8;
    private const int MaxPresence = 100;

    /// <summary>What looks at many rooms costs as much as so many sends.</summary>
    private const int ListCost = 3;

    public Task<MyRoomsResult> MyRooms(MyRoomsRequest request)
    {
        if (request?.Room is { } room)
        {
            CheckRoom(room);
        }

        TakeAllowance(request?.Room is null ? ListCost : 1);
        return myRooms.ListAsync(Caller.Author, request?.Room);
    }

    public Task<ListRoomsResult> ListRooms(ListRoomsRequest request)
    {
        CheckLength(request?.Query, "query", MaxQuery);
        TakeAllowance(ListCost);
        return finder.ListAsync(Caller.User, request?.Query, request?.Cursor, PageOf(request?.Limit));
    }

    public async Task<RoomResult> CreateRoom(NewRoomRequest request)
    {
        CheckRoom(request?.Room);
        CheckLength(request!.Topic, "topic", RoomSettings.MaxTopicLength);
        CheckLength(request.Description, "description", RoomSettings.MaxDescriptionLength);
        if (RoomName.IsDirect(request.Room) || request.Room == RoomName.Lobby)
        {
            throw Refusal.BadRequest($"'{RoomName.Lobby}' and names that begin with '{RoomName.DirectPrefix}' are not to be had.");
        }

        if (request.Kind is not (null or RoomKind.Room or RoomKind.Questions))
        {
            throw Refusal.BadRequest($"'kind' is {RoomKind.Room} or {RoomKind.Questions}.");
        }

        TakeAllowance(ListCost);
        var settings = new RoomSettings
        {
            Topic = request.Topic ?? "",
            Description = request.Description ?? "",
            Private = request.Private,
            Kind = request.Kind ?? RoomKind.Room,
        };
        await maker.CreateAsync(Caller, request.Room, settings);
        return new RoomResult { Room = request.Room };
    }

    public async Task<RoomResult> OpenDirect(OpenDirectRequest request)
    {
        var others = (request?.Users ?? []).Where(user => user != Caller.User).Distinct(StringComparer.Ordinal).ToList();
        if (others.Count is < 1 or > MaxDirectOthers || others.Any(string.IsNullOrEmpty))
        {
            throw Refusal.BadRequest($"'users' are the ids of 1 to {MaxDirectOthers} others.");
        }

        TakeAllowance();
        return new RoomResult { Room = await maker.OpenDirectAsync(Caller, others) };
    }

    public Task ChangeRoom(RoomChangeRequest request)
    {
        var room = Joined(request?.Room);
        RoomAuthority.CheckModerator(room, Caller);
        if (request!.Archived is not null || request.Private is not null)
        {
            RoomAuthority.CheckOwner(room, Caller);
            CheckNotDirect(room);
        }

        CheckLength(request.Topic, "topic", RoomSettings.MaxTopicLength);
        CheckLength(request.Description, "description", RoomSettings.MaxDescriptionLength);
        if (request.SlowModeSeconds is < 0 or > RoomSettings.MaxSlowModeSeconds)
        {
            throw Refusal.BadRequest($"'slowModeSeconds' is 0 to {RoomSettings.MaxSlowModeSeconds}.");
        }

        TakeAllowance();
        return authority.ChangeAsync(room, Caller, request);
    }

    public Task<MembersResult> Members(MembersRequest request)
    {
        var room = Joined(request?.Room);
        CheckLength(request!.Query, "query", MaxQuery);
        TakeAllowance();
        return roster.ListAsync(room, Caller, request.Query, request.Cursor, PageOf(request.Limit));
    }

    public Task SetRole(SetRoleRequest request)
    {
        var room = Joined(request?.Room);
        RoomAuthority.CheckOwner(room, Caller);
        CheckNotDirect(room);
        if (request!.Role is not (RoomRole.Owner or RoomRole.Moderator or RoomRole.Member))
        {
            throw Refusal.BadRequest($"'role' is {RoomRole.Owner}, {RoomRole.Moderator} or {RoomRole.Member}.");
        }

        TakeAllowance();
        return authority.SetRoleAsync(room, Caller, request.User ?? "", request.Role);
    }

    public Task Mute(MuteRequest request)
    {
        var room = Joined(request?.Room);
        CheckLength(request!.Reason, "reason", Sanction.MaxReasonLength);
        if (request.Minutes is < 1 or > MaxMuteMinutes)
        {
            throw Refusal.BadRequest($"'minutes' is 1 to {MaxMuteMinutes}.");
        }

        TakeAllowance();
        var now = time.GetUtcNow();
        var mute = request.Remove
            ? null
            : new Sanction
            {
                Reason = request.Reason ?? "",
                By = Caller.User,
                At = now.ToUnixTimeMilliseconds(),
                Until = request.Minutes is { } minutes ? now.AddMinutes(minutes).ToUnixTimeMilliseconds() : null,
            };
        return authority.MuteAsync(room, Caller, request.User ?? "", mute);
    }

    public Task RemoveMember(RemoveMemberRequest request)
    {
        var room = Joined(request?.Room);
        CheckLength(request!.Reason, "reason", Sanction.MaxReasonLength);
        CheckNotDirect(room);
        TakeAllowance();
        return authority.RemoveAsync(room, Caller, request.User ?? "", request.Reason ?? "");
    }

    public Task Invite(InviteRequest request)
    {
        var room = Invitable(request?.Room);
        return string.IsNullOrEmpty(request!.User)
            ? throw Refusal.BadRequest("'user' is missing.")
            : invitations.InviteAsync(Caller, room.Name, request.User);
    }

    public Task<Invitation> CreateInvitation(CreateInvitationRequest request)
    {
        var room = Invitable(request?.Room);
        return request!.MaxUses is < 1 or > MaxInvitationUses || request.ExpiresInHours is < 1 or > MaxInvitationHours
            ? throw Refusal.BadRequest($"'maxUses' is 1 to {MaxInvitationUses}, 'expiresInHours' 1 to {MaxInvitationHours}.")
            : invitations.CreateAsync(room, request.MaxUses, TimeSpan.FromHours(request.ExpiresInHours ?? DefaultInvitationHours));
    }

    public async Task<RoomResult> AcceptInvitation(AcceptInvitationRequest request)
    {
        TakeAllowance();
        return new RoomResult { Room = await invitations.AcceptAsync(Caller, request?.Token ?? "") };
    }

    public async Task<PresenceResult> Presence(PresenceRequest request)
    {
        if (request?.Users is not { Count: > 0 and <= MaxPresence } ids || ids.Any(string.IsNullOrEmpty))
        {
            throw Refusal.BadRequest($"'users' are 1 to {MaxPresence} ids.");
        }

        TakeAllowance();
        return new PresenceResult { Users = await users.PresenceAsync(ids) };
    }

    public Task SetAway(SetAwayRequest request)
    {
        TakeAllowance();
        var client = Client;
        var away = request?.Away == true;
        if (client.IsAway != away)
        {
            client.IsAway = away;
            connected.SetAway(Caller.User, away);
            foreach (var place in client.Places())
            {
                place.Room.Presence.SetAway(Caller.User, away);
            }
        }

        return Task.CompletedTask;
    }

    private static int PageOf(int? limit) =>
        (limit ?? DefaultPage) is >= 1 and <= MaxPage and var size ? size : throw Refusal.BadRequest($"'limit' is 1 to {MaxPage}.");

    private static void CheckLength(string? text, string name, int most)
    {
        if (text?.Length > most)
        {
            throw Refusal.BadRequest($"'{name}' has at most {most} characters.");
        }
    }

    private static void CheckNotDirect(Room room)
    {
        if (RoomName.IsDirect(room.Name))
        {
            throw Refusal.NotInDirectRooms();
        }
    }

    /// <summary>A joined room into which the caller may bring others: members into one that everybody may join, otherwise owners and moderators.</summary>
    private Room Invitable(string? name)
    {
        var room = Joined(name);
        CheckNotDirect(room);
        RoomPermissions.CheckNotArchived(room);
        if (room.Policy.Rules.Settings.Private)
        {
            RoomAuthority.CheckModerator(room, Caller);
        }

        TakeAllowance();
        return room;
    }
}
