using AspireChat.Client.Connecting;
using AspireChat.Contracts;

namespace AspireChat.Client;

/// <content>
/// Calls about rooms, members and presence. Each of them throws <see cref="ChatException"/> if the server refuses it, and with
/// <see cref="ChatErrors.Unavailable"/> if the connection was not back within <see cref="ChatConnectionOptions.CallTimeout"/>.
/// </content>
public sealed partial class ChatConnection
{
    private volatile bool _away;
    private HubLink? _awaySentOn;

    /// <summary>
    /// Returns the rooms that the user is a member of, the same on all devices, most recently active first. Call it after every connect and
    /// on the notices <see cref="NoticeKind.Joined"/>, <see cref="NoticeKind.Left"/>, <see cref="NoticeKind.Invited"/> and
    /// <see cref="NoticeKind.Direct"/>.
    /// </summary>
    /// <param name="room">Only this room; null = all rooms.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    public async Task<IReadOnlyList<MyRoom>> MyRoomsAsync(string? room = null, CancellationToken cancellationToken = default) =>
        (await AskAsync<MyRoomsResult>(nameof(IChatHub.MyRooms), new MyRoomsRequest { Room = room }, cancellationToken)).Rooms;

    /// <summary>Returns a page of the rooms that everyone can join, ordered by name.</summary>
    /// <param name="query">Part of the name or the topic, ignoring case; null = all.</param>
    /// <param name="cursor"><see cref="ListRoomsResult.Next"/> of the previous page; null = the first page.</param>
    /// <param name="limit">Maximum number of results; null = 50.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    public Task<ListRoomsResult> ListRoomsAsync(
        string? query = null, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        AskAsync<ListRoomsResult>(
            nameof(IChatHub.ListRooms), new ListRoomsRequest { Query = query, Cursor = cursor, Limit = limit }, cancellationToken);

    /// <summary>Creates a room. The user becomes its owner. Join it next.</summary>
    /// <returns>The room's name.</returns>
    public async Task<string> CreateRoomAsync(NewRoomRequest room, CancellationToken cancellationToken = default)
    {
        if (await AskAsync<RoomResult?>(nameof(IChatHub.CreateRoom), room, ChatErrors.Exists, cancellationToken) is { } created)
        {
            return created.Room;
        }

        // The result of the first attempt was lost and the room exists now. If the user owns it, that attempt created it.
        return await MyRoomsAsync(room.Room, cancellationToken) is [{ Role: RoomRole.Owner }]
            ? room.Room
            : throw new ChatException(ChatErrors.Exists, $"a room '{room.Room}' already exists.");
    }

    /// <summary>Opens the direct room of exactly these users and the user, creating it if needed. Join it next.</summary>
    /// <param name="users">The ids of 1 to 8 other users.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    /// <returns>The room's name.</returns>
    public async Task<string> OpenDirectAsync(IReadOnlyList<string> users, CancellationToken cancellationToken = default) =>
        (await AskAsync<RoomResult>(nameof(IChatHub.OpenDirect), new OpenDirectRequest { Users = users }, cancellationToken)).Room;

    /// <summary>Changes a joined room's settings.</summary>
    public Task ChangeRoomAsync(RoomChangeRequest change, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(change.Room, nameof(IChatHub.ChangeRoom), change, cancellationToken);

    /// <summary>Returns a page of a joined room's members, ordered by id.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="query">Part of the id or the name, ignoring case; null = all.</param>
    /// <param name="cursor"><see cref="MembersResult.Next"/> of the previous page; null = the first page.</param>
    /// <param name="limit">Maximum number of results; null = 50.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    public Task<MembersResult> MembersAsync(
        string room, string? query = null, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        CallAsync<MembersResult>(
            room,
            nameof(IChatHub.Members),
            new MembersRequest { Room = room, Query = query, Cursor = cursor, Limit = limit },
            cancellationToken);

    /// <summary>Changes a member's role.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="user">The member's id.</param>
    /// <param name="role">One of <see cref="RoomRole"/>.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    public Task SetRoleAsync(string room, string user, string role, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.SetRole), new SetRoleRequest { Room = room, User = user, Role = role }, cancellationToken);

    /// <summary>Mutes a member in a room: the member can read but not write.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="user">The member's id.</param>
    /// <param name="minutes">How long the mute lasts, in minutes; null = until it is lifted.</param>
    /// <param name="reason">The reason shown to the member; null = none.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    public Task MuteAsync(
        string room, string user, int? minutes = null, string? reason = null, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(
            room,
            nameof(IChatHub.Mute),
            new MuteRequest { Room = room, User = user, Minutes = minutes, Reason = reason },
            cancellationToken);

    /// <summary>Lifts a member's mute in a room.</summary>
    public Task UnmuteAsync(string room, string user, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.Mute), new MuteRequest { Room = room, User = user, Remove = true }, cancellationToken);

    /// <summary>Removes a member from a room. Removing the same member twice is not an error if a result was lost.</summary>
    public Task RemoveMemberAsync(string room, string user, string? reason = null, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(
            room,
            nameof(IChatHub.RemoveMember),
            new RemoveMemberRequest { Room = room, User = user, Reason = reason },
            ChatErrors.NotFound,
            cancellationToken);

    /// <summary>Makes a user a member of a room and notifies them.</summary>
    public Task InviteAsync(string room, string user, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(room, nameof(IChatHub.Invite), new InviteRequest { Room = room, User = user }, cancellationToken);

    /// <summary>Creates a token with which others can become members of a room.</summary>
    /// <param name="room">A joined room.</param>
    /// <param name="maxUses">How many users can use the token; null = any number.</param>
    /// <param name="expiresInHours">How long the token is valid, in hours; null = 168, a week.</param>
    /// <param name="cancellationToken">Cancels the wait for the result.</param>
    public Task<Invitation> CreateInvitationAsync(
        string room, int? maxUses = null, int? expiresInHours = null, CancellationToken cancellationToken = default) =>
        CallAsync<Invitation>(
            room,
            nameof(IChatHub.CreateInvitation),
            new CreateInvitationRequest { Room = room, MaxUses = maxUses, ExpiresInHours = expiresInHours },
            cancellationToken);

    /// <summary>Returns a room's valid invitations: all of them for owners and moderators, the user's own for others.</summary>
    public async Task<IReadOnlyList<InvitationInfo>> InvitationsAsync(string room, CancellationToken cancellationToken = default) =>
        (await CallAsync<InvitationsResult>(
            room, nameof(IChatHub.Invitations), new InvitationsRequest { Room = room }, cancellationToken)).Invitations;

    /// <summary>
    /// Revokes an invitation: nobody becomes a member with it any more. Revoking it twice is not an error if a result was lost.
    /// </summary>
    public Task RevokeInvitationAsync(string room, string token, CancellationToken cancellationToken = default) =>
        CallAsync<object?>(
            room,
            nameof(IChatHub.RevokeInvitation),
            new RevokeInvitationRequest { Room = room, Token = token },
            ChatErrors.NotFound,
            cancellationToken);

    /// <summary>Makes the user a member of an invitation's room. Join it next.</summary>
    /// <returns>The room's name.</returns>
    public async Task<string> AcceptInvitationAsync(string token, CancellationToken cancellationToken = default) =>
        (await AskAsync<RoomResult>(
            nameof(IChatHub.AcceptInvitation), new AcceptInvitationRequest { Token = token }, cancellationToken)).Room;

    /// <summary>Returns whether the given users are online, away or offline, in the order given. At most 100 users.</summary>
    public async Task<IReadOnlyList<UserPresence>> PresenceAsync(
        IReadOnlyList<string> users, CancellationToken cancellationToken = default) =>
        (await AskAsync<PresenceResult>(nameof(IChatHub.Presence), new PresenceRequest { Users = users }, cancellationToken)).Users;

    /// <summary>
    /// Sets whether the user is away from this device. Later connections repeat it until it changes. Never throws
    /// <see cref="ChatException"/>.
    /// </summary>
    public Task SetAwayAsync(bool away, CancellationToken cancellationToken = default)
    {
        _away = away;
        return _connection.Link is { } link ? SendAwayAsync(link, away, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Repeats the away state on a new connection, which does not know it.</summary>
    private void SendAwayOnNewLink()
    {
        if (_away && _connection.Link is { } link && Interlocked.Exchange(ref _awaySentOn, link) != link)
        {
            _ = SendAwayAsync(link, away: true, CancellationToken.None);
        }
    }

    private static async Task SendAwayAsync(HubLink link, bool away, CancellationToken cancellationToken)
    {
        try
        {
            await link.InvokeAsync<object?>(nameof(IChatHub.SetAway), new SetAwayRequest { Away = away }, cancellationToken);
        }
        catch (Exception failed) when (failed is LinkLostException or ChatException)
        {
            // Harmless: the user is shown as online for now.
        }
    }
}
