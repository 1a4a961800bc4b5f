using System.Net.Http.Json;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Rooms, their members and their messages.</summary>
public sealed partial class AdminClient
{
    /// <summary>Rooms whose name or topic fits.</summary>
    public Task<Page<RoomInfo>> RoomsAsync(ListRequest list, string? query, bool? archived) => GetAsync(
        Query("rooms", ("query", query), ("archived", Flag(archived)), list.LimitParameter, list.CursorParameter), AdminJson.Default.PageRoomInfo);

    /// <summary>A room.</summary>
    public Task<RoomInfo> RoomAsync(string room) => GetAsync(Path("rooms", room), AdminJson.Default.RoomInfo);

    /// <summary>Creates a room.</summary>
    public Task<RoomInfo> CreateRoomAsync(CreateRoomRequest room, string key) => SendAsync(
        HttpMethod.Post, "rooms", key, AdminJson.Default.RoomInfo, JsonContent.Create(room, AdminJson.Default.CreateRoomRequest));

    /// <summary>Changes what of a room is not null.</summary>
    public Task<RoomInfo> ChangeRoomAsync(string room, ChangeRoomRequest change, string key) => SendAsync(
        HttpMethod.Patch, Path("rooms", room), key, AdminJson.Default.RoomInfo, JsonContent.Create(change, AdminJson.Default.ChangeRoomRequest));

    /// <summary>Deletes a room and its messages.</summary>
    public Task<CommandOutcome> DeleteRoomAsync(string room, string key) =>
        SendAsync(HttpMethod.Delete, Path("rooms", room), key, AdminJson.Default.CommandOutcome);

    /// <summary>A room's members.</summary>
    public Task<Page<RoomMember>> MembersAsync(string room, ListRequest list) => GetAsync(
        Query(Path("rooms", room, "members"), list.LimitParameter, list.CursorParameter), AdminJson.Default.PageRoomMember);

    /// <summary>Gives a member a role.</summary>
    public Task<CommandOutcome> SetRoleAsync(string room, string user, string role, string key) => SendAsync(
        HttpMethod.Put, Path("rooms", room, "members", user, "role"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(new RoleRequest { Role = role }, AdminJson.Default.RoleRequest));

    /// <summary>Removes a member from a room.</summary>
    public Task<CommandOutcome> RemoveMemberAsync(string room, string user, string reason, string key) => SendAsync(
        HttpMethod.Delete, Query(Path("rooms", room, "members", user), ("reason", reason)), key, AdminJson.Default.CommandOutcome);

    /// <summary>A page of a room's log: the newest, or the one before a seq.</summary>
    public Task<HistoryResult> MessagesAsync(string room, long? before, int limit) => GetAsync(
        Query(Path("rooms", room, "messages"), ("before", before is { } seq ? Number(seq) : null), ("limit", Number(limit))),
        ContractsJson.Default.HistoryResult);

    /// <summary>Posts as the system or as a bot.</summary>
    public Task<SendResult> PostAsync(string room, PostRequest post, string key) => SendAsync(
        HttpMethod.Post, Path("rooms", room, "messages"), key, ContractsJson.Default.SendResult, JsonContent.Create(post, AdminJson.Default.PostRequest));

    /// <summary>Withdraws a message.</summary>
    public Task<ChangeResult> RemoveMessageAsync(string room, long seq, string key) =>
        SendAsync(HttpMethod.Delete, Path("rooms", room, "messages", Number(seq)), key, ContractsJson.Default.ChangeResult);
}
