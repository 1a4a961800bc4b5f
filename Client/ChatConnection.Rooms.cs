using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <content>What is done with rooms, joined or not, and with their members. Each call throws <see cref="ChatException"/>.</content>
public sealed partial class ChatConnection
{
    private volatile bool _away;
    private HubLink? _awayTold;

    /// <summary>
    /// The rooms that the user is a member of, the same on all devices, the one with the newest event first. Ask after each connecting and on
    /// the notices <see cref="NoticeKind.Joined"/>, <see cref="NoticeKind.Left"/>, <see cref="NoticeKind.Invited"/> and <see cref="NoticeKind.Direct"/>.
    /// </summary>
    /// <param name="room">Only this room; null: all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<MyRoom>> MyRoomsAsync(string? room = null, CancellationToken cancellationToken = default) =>
        (await AskAsync<MyRoomsResult>(nameof(IChatHub.MyRooms), new MyRoomsRequest { Room = room }, cancellationToken)).Rooms;

    /// <summary>The rooms that everybody may join, by name.</summary>
    /// <param name="query">Part of the name or the topic; null: any.</param>
    /// <param name="cursor"><see cref="ListRoomsResult.Next"/> of the page before; null: from the beginning.</param>
    /// <param name="limit">How many at most; null: 50.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<ListRoomsResult> ListRoomsAsync(
        string? query = null, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        AskAsync<ListRoomsResult>(nameof(IChatHub.ListRooms), new ListRoomsRequest { Query = query, Cursor = cursor, Limit = limit }, cancellationToken);

    /// <summary>Makes a room, of which the user is the owner. Join it next.</summary>
    /// <returns>The room's name.</returns>
    public async Task<string> CreateRoomAsync(NewRoomRequest room, CancellationToken cancellationToken = default)
    {
        if (await AskAsync<RoomResult?>(nameof(IChatHub.CreateRoom), room, ChatErrors.Exists, cancellationToken) is { } made)
        {
            return made.Room;
        }

        // The answer was lost, and now there is such a room: made by whom?
        return await MyRoomsAsync(room.Room, cancellationToken) is [{ Role: "owner" }]
            ? room.Room
            : throw new ChatException(ChatErrors.Exists, $"there is a room '{room.Room}' already.");
    }

    /// <summary>The room of exactly these people and the user; it is made if there is none. Join it next.</summary>
    /// <param name="users">The ids of 1 to 8 others.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The room's name.</returns>
    public async Task<string> OpenDirectAsync(IReadOnlyList<string> users, CancellationToken cancellationToken = default) =>
        (await AskAsync<RoomResult>(nameof(IChatHub.OpenDirect), new OpenDirectRequest { Users = users }, cancellationToken)).Room;

    /// <summary>Changes what a joined room is about, and who may write.</summary>
    public Task ChangeRoomAsync(RoomChangeRequest change, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(change.Room, nameof(IChatHub.ChangeRoom), change, cancellationToken);

    /// <summary>A page of a joined room's members, by id.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="query">Part of the id or the name; null: any.</param>
    /// <param name="cursor"><see cref="MembersResult.Next"/> of the page before; null: from the beginning.</param>
    /// <param name="limit">How many at most; null: 50.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<MembersResult> MembersAsync(
        string room, string? query = null, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        CallAsync<MembersResult>(
            room, nameof(IChatHub.Members), new MembersRequest { Room = room, Query = query, Cursor = cursor, Limit = limit }, cancellationToken);

    /// <summary>Makes a member <c>owner</c>, <c>moderator</c> or <c>member</c>.</summary>
    public Task SetRoleAsync(string room, string user, string role, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.SetRole), new SetRoleRequest { Room = room, User = user, Role = role }, cancellationToken);

    /// <summary>Takes a member's right to write in a room.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="user">The member's id.</param>
    /// <param name="minutes">For how long; null: until it is lifted.</param>
    /// <param name="reason">Why, as the member is told.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task MuteAsync(string room, string user, int? minutes = null, string? reason = null, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(
            room, nameof(IChatHub.Mute), new MuteRequest { Room = room, User = user, Minutes = minutes, Reason = reason }, cancellationToken);

    /// <summary>Gives a member the right to write back.</summary>
    public Task UnmuteAsync(string room, string user, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.Mute), new MuteRequest { Room = room, User = user, Remove = true }, cancellationToken);

    /// <summary>Takes a member out of a room.</summary>
    public Task RemoveMemberAsync(string room, string user, string? reason = null, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.RemoveMember), new RemoveMemberRequest { Room = room, User = user, Reason = reason }, ChatErrors.NotFound, cancellationToken);

    /// <summary>Makes a user a member of a room, and tells them.</summary>
    public Task InviteAsync(string room, string user, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.Invite), new InviteRequest { Room = room, User = user }, cancellationToken);

    /// <summary>Makes a token with which others become members of a room.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="maxUses">How many may use it; null: as many as like.</param>
    /// <param name="expiresInHours">How long it is good for; null: a week.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<Invitation> CreateInvitationAsync(
        string room, int? maxUses = null, int? expiresInHours = null, CancellationToken cancellationToken = default) =>
        CallAsync<Invitation>(
            room,
            nameof(IChatHub.CreateInvitation),
            new CreateInvitationRequest { Room = room, MaxUses = maxUses, ExpiresInHours = expiresInHours },
            cancellationToken);

    /// <summary>Becomes a member of an invitation's room. Join it next.</summary>
    /// <returns>The room's name.</returns>
    public async Task<string> AcceptInvitationAsync(string token, CancellationToken cancellationToken = default) =>
        (await AskAsync<RoomResult>(nameof(IChatHub.AcceptInvitation), new AcceptInvitationRequest { Token = token }, cancellationToken)).Room;

    /// <summary>Which of some users are here, in the order of the question.</summary>
    public async Task<IReadOnlyList<UserPresence>> PresenceAsync(IReadOnlyList<string> users, CancellationToken cancellationToken = default) =>
        (await AskAsync<PresenceResult>(nameof(IChatHub.Presence), new PresenceRequest { Users = users }, cancellationToken)).Users;

    /// <summary>Says that nobody, or somebody again, is in front of this device. Every later connection says so too, until it changes.</summary>
    public Task SetAwayAsync(bool away, CancellationToken cancellationToken = default)
    {
        _away = away;
        return _connection.Link is { } link ? TellAwayAsync(link, away, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>A new connection knows nothing of what the one before was told.</summary>
    private void TellAway()
    {
        if (_away && _connection.Link is { } link && Interlocked.Exchange(ref _awayTold, link) != link)
        {
            _ = TellAwayAsync(link, away: true, CancellationToken.None);
        }
    }

    private static async Task TellAwayAsync(HubLink link, bool away, CancellationToken cancellationToken)
    {
        try
        {
            await link.InvokeAsync<object?>(nameof(IChatHub.SetAway), new SetAwayRequest { Away = away }, cancellationToken);
        }
        catch (Exception failed) when (failed is LinkLostException or ChatException)
        {
            // Being shown as here is no harm.
        }
    }
}
