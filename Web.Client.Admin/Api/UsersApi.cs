using System.Net.Http.Json;
using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Calls about users.</summary>
public sealed class UsersApi
{
    private readonly AdminHttp _http;

    internal UsersApi(AdminHttp http) => _http = http;

    /// <summary>Users whose id or name matches.</summary>
    public Task<Page<UserInfo>> ListAsync(ListRequest list, string? query, bool? online, bool? banned, bool? muted) => _http.GetAsync(
        AdminHttp.Query(
            "users", ("query", query), ("online", AdminHttp.Flag(online)), ("banned", AdminHttp.Flag(banned)),
            ("muted", AdminHttp.Flag(muted)),
            list.LimitParameter, list.CursorParameter),
        AdminJson.Default.PageUserInfo);

    /// <summary>A user, with the rooms.</summary>
    public Task<UserInfo> GetAsync(string user) => _http.GetAsync(AdminHttp.Path("users", user), AdminJson.Default.UserInfo);

    /// <summary>Closes a user's connections.</summary>
    public Task<CommandOutcome> KickAsync(string user, string reason, string key) => _http.SendAsync(
        HttpMethod.Post, AdminHttp.Path("users", user, "kick"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(new ReasonRequest { Reason = reason }, AdminJson.Default.ReasonRequest));

    /// <summary>Bans a user.</summary>
    public Task<CommandOutcome> BanAsync(string user, SanctionRequest ban, string key) => _http.SendAsync(
        HttpMethod.Put, AdminHttp.Path("users", user, "ban"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(ban, AdminJson.Default.SanctionRequest));

    /// <summary>Lifts a ban.</summary>
    public Task<CommandOutcome> UnbanAsync(string user, string key) =>
        _http.SendAsync(HttpMethod.Delete, AdminHttp.Path("users", user, "ban"), key, AdminJson.Default.CommandOutcome);

    /// <summary>The banned networks.</summary>
    public Task<Page<NetworkBan>> NetworkBansAsync(ListRequest list) => _http.GetAsync(
        AdminHttp.Query("network-bans", list.LimitParameter, list.CursorParameter), AdminJson.Default.PageNetworkBan);

    /// <summary>Bans a network.</summary>
    public Task<CommandOutcome> BanNetworkAsync(string network, SanctionRequest ban, string key) => _http.SendAsync(
        HttpMethod.Put, NetworkPath(network), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(ban, AdminJson.Default.SanctionRequest));

    /// <summary>Lifts the ban of a network.</summary>
    public Task<CommandOutcome> UnbanNetworkAsync(string network, string key) =>
        _http.SendAsync(HttpMethod.Delete, NetworkPath(network), key, AdminJson.Default.CommandOutcome);

    private static string NetworkPath(string network) => AdminHttp.Path(["network-bans", .. network.Split('/')]);

    /// <summary>Mutes a user, in a room or everywhere.</summary>
    public Task<CommandOutcome> MuteAsync(string user, SanctionRequest mute, string key) => _http.SendAsync(
        HttpMethod.Put, AdminHttp.Path("users", user, "mute"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(mute, AdminJson.Default.SanctionRequest));

    /// <summary>Lifts a mute, in a room or everywhere.</summary>
    public Task<CommandOutcome> UnmuteAsync(string user, string? room, string key) => _http.SendAsync(
        HttpMethod.Delete, AdminHttp.Query(AdminHttp.Path("users", user, "mute"), ("room", room)), key, AdminJson.Default.CommandOutcome);

    /// <summary>Sends a notice to all pages of a user.</summary>
    public Task<CommandOutcome> NoticeAsync(string user, string text, string key) => _http.SendAsync(
        HttpMethod.Post, AdminHttp.Path("users", user, "notice"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(new TextRequest { Text = text }, AdminJson.Default.TextRequest));
}
