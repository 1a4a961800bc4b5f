using System.Net.Http.Json;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Calls about rooms, their members and their messages.</summary>
public sealed class RoomsApi
{
    private readonly AdminHttp _http;

    internal RoomsApi(AdminHttp http) => _http = http;

    /// <summary>Rooms whose name or topic matches.</summary>
    public Task<Page<RoomInfo>> ListAsync(ListRequest list, string? query, bool? archived) => _http.GetAsync(
        AdminHttp.Query("rooms", ("query", query), ("archived", AdminHttp.Flag(archived)), list.LimitParameter, list.CursorParameter),
        AdminJson.Default.PageRoomInfo);

    /// <summary>A room.</summary>
    public Task<RoomInfo> GetAsync(string room) => _http.GetAsync(AdminHttp.Path("rooms", room), AdminJson.Default.RoomInfo);

    /// <summary>Creates a room.</summary>
    public Task<RoomInfo> CreateAsync(CreateRoomRequest room, string key) => _http.SendAsync(
        HttpMethod.Post, "rooms", key, AdminJson.Default.RoomInfo, JsonContent.Create(room, AdminJson.Default.CreateRoomRequest));

    /// <summary>Changes the settings that are not null.</summary>
    public Task<RoomInfo> ChangeAsync(string room, ChangeRoomRequest change, string key) => _http.SendAsync(
        HttpMethod.Patch, AdminHttp.Path("rooms", room), key, AdminJson.Default.RoomInfo,
        JsonContent.Create(change, AdminJson.Default.ChangeRoomRequest));

    /// <summary>Deletes a room and its messages.</summary>
    public Task<CommandOutcome> DeleteAsync(string room, string key) =>
        _http.SendAsync(HttpMethod.Delete, AdminHttp.Path("rooms", room), key, AdminJson.Default.CommandOutcome);

    /// <summary>A room's members.</summary>
    public Task<Page<RoomMember>> MembersAsync(string room, ListRequest list) => _http.GetAsync(
        AdminHttp.Query(AdminHttp.Path("rooms", room, "members"), list.LimitParameter, list.CursorParameter),
        AdminJson.Default.PageRoomMember);

    /// <summary>Gives a member a role.</summary>
    public Task<CommandOutcome> SetRoleAsync(string room, string user, string role, string key) => _http.SendAsync(
        HttpMethod.Put, AdminHttp.Path("rooms", room, "members", user, "role"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(new RoleRequest { Role = role }, AdminJson.Default.RoleRequest));

    /// <summary>Removes a member from a room.</summary>
    public Task<CommandOutcome> RemoveMemberAsync(string room, string user, string reason, string key) => _http.SendAsync(
        HttpMethod.Delete, AdminHttp.Query(AdminHttp.Path("rooms", room, "members", user), ("reason", reason)), key,
        AdminJson.Default.CommandOutcome);

    /// <summary>A page of a room's log: the newest, or the one before a seq.</summary>
    public Task<HistoryResult> MessagesAsync(string room, long? before, int limit) => _http.GetAsync(
        AdminHttp.Query(AdminHttp.Path("rooms", room, "messages"), ("before", before is { } seq ? AdminHttp.Number(seq) : null),
        ("limit", AdminHttp.Number(limit))),
        ContractsJson.Default.HistoryResult);

    /// <summary>Posts as the system or as a bot.</summary>
    public Task<SendResult> PostAsync(string room, PostRequest post, string key) => _http.SendAsync(
        HttpMethod.Post, AdminHttp.Path("rooms", room, "messages"), key, ContractsJson.Default.SendResult,
        JsonContent.Create(post, AdminJson.Default.PostRequest));

    /// <summary>Deletes a message.</summary>
    public Task<ChangeResult> DeleteMessageAsync(string room, long seq, string key) =>
        _http.SendAsync(HttpMethod.Delete, AdminHttp.Path("rooms", room, "messages", AdminHttp.Number(seq)), key,
            ContractsJson.Default.ChangeResult);
}
