using System.Net.Http.Json;
using AspireChat.Contracts.Admin;

namespace AspireChat.Web.Client.Admin.Api;

/// <summary>Users, and what can be done about them.</summary>
public sealed partial class AdminClient
{
    /// <summary>Users whose id or name fits.</summary>
    public Task<Page<UserInfo>> UsersAsync(ListRequest list, string? query, bool? online, bool? banned, bool? muted) => GetAsync(
        Query(
            "users", ("query", query), ("online", Flag(online)), ("banned", Flag(banned)), ("muted", Flag(muted)),
            list.LimitParameter, list.CursorParameter),
        AdminJson.Default.PageUserInfo);

    /// <summary>A user, with rooms.</summary>
    public Task<UserInfo> UserAsync(string user) => GetAsync(Path("users", user), AdminJson.Default.UserInfo);

    /// <summary>Closes a user's connections.</summary>
    public Task<CommandOutcome> KickAsync(string user, string reason, string key) => SendAsync(
        HttpMethod.Post, Path("users", user, "kick"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(new ReasonRequest { Reason = reason }, AdminJson.Default.ReasonRequest));

    /// <summary>Bans a user.</summary>
    public Task<CommandOutcome> BanAsync(string user, SanctionRequest ban, string key) => SendAsync(
        HttpMethod.Put, Path("users", user, "ban"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(ban, AdminJson.Default.SanctionRequest));

    /// <summary>Lifts a ban.</summary>
    public Task<CommandOutcome> UnbanAsync(string user, string key) =>
        SendAsync(HttpMethod.Delete, Path("users", user, "ban"), key, AdminJson.Default.CommandOutcome);

    /// <summary>Mutes a user, in a room or everywhere.</summary>
    public Task<CommandOutcome> MuteAsync(string user, SanctionRequest mute, string key) => SendAsync(
        HttpMethod.Put, Path("users", user, "mute"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(mute, AdminJson.Default.SanctionRequest));

    /// <summary>Lifts a mute, in a room or everywhere.</summary>
    public Task<CommandOutcome> UnmuteAsync(string user, string? room, string key) => SendAsync(
        HttpMethod.Delete, Query(Path("users", user, "mute"), ("room", room)), key, AdminJson.Default.CommandOutcome);

    /// <summary>Tells a user something, wherever connected.</summary>
    public Task<CommandOutcome> NoticeAsync(string user, string text, string key) => SendAsync(
        HttpMethod.Post, Path("users", user, "notice"), key, AdminJson.Default.CommandOutcome,
        JsonContent.Create(new TextRequest { Text = text }, AdminJson.Default.TextRequest));
}
