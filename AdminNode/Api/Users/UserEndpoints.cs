using System.Text.Json.Nodes;
using AspireChat.AdminNode.Api.Announcements;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Nodes;
using AspireChat.Store.Redis;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Users;

/// <summary><c>/users</c>: who there is, and what they may not.</summary>
internal static class UserEndpoints
{
    private const int MaxNotice = 1_000;

    internal static void MapUsers(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users");
        users.MapGet("", ListAsync).WithName("listUsers").WithSummary("The users who ever connected, those who came or went last first");
        users.MapGet("/{user}", GetAsync).WithName("getUser").WithSummary("A user, with the rooms");
        users.MapPost("/{user}/kick", KickAsync).WithName("kickUser").WithSummary("Ends all sessions of a user, who has to sign in again");
        users.MapPut("/{user}/ban", BanAsync).WithName("banUser").WithSummary("Bans a user: connections are closed, new ones refused");
        users.MapDelete("/{user}/ban", UnbanAsync).WithName("unbanUser").WithSummary("Lifts a ban");
        users.MapPut("/{user}/mute", MuteAsync).WithName("muteUser").WithSummary("Mutes a user in a room, or everywhere");
        users.MapDelete("/{user}/mute", UnmuteAsync).WithName("unmuteUser").WithSummary("Lifts the mute in a room, or the one everywhere");
        users.MapPost("/{user}/notice", NotifyAsync).WithName("notifyUser").WithSummary("Shows a text to a user on every device");
    }

    private static async Task<Ok<Page<UserInfo>>> ListAsync(
        string? query, bool? online, bool? banned, bool? muted, [AsParameters] Paging paging, UserDirectory users)
    {
        try
        {
            return TypedResults.Ok(await users.ListAsync(new UserFilter(query, online, banned, muted), paging.Size, paging.Cursor));
        }
        catch (FormatException wrong)
        {
            throw ApiException.BadRequest(wrong.Message);
        }
    }

    private static async Task<Ok<UserInfo>> GetAsync(string user, UserDirectory users) =>
        TypedResults.Ok(await users.FindAsync(user) ?? throw ApiException.NotFound("user", user));

    private static async Task<Ok<CommandOutcome>> KickAsync(
        string user, ReasonRequest request, AdminCaller caller, UserDirectory users, SanctionStore sanctions, PolicyAnnouncer announcer,
        CancellationToken cancellationToken)
    {
        var reason = Check.Reason(request.Reason);
        await CheckExistsAsync(users, user);
        await sanctions.RevokeAsync(user);
        return TypedResults.Ok(await announcer.AnnounceAsync(PolicyChange.OfUser(user, reason), caller.Name, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> BanAsync(
        string user, SanctionRequest request, AdminCaller caller, UserDirectory users, SanctionStore sanctions, PolicyAnnouncer announcer, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request.Room is not null)
        {
            throw ApiException.BadRequest("'room' is for mutes; a ban holds everywhere.");
        }

        var ban = Check.Sanction(request, caller.Name, time);
        await CheckExistsAsync(users, user);
        await sanctions.WriteAsync(RedisKeys.Bans, user, ban);
        return TypedResults.Ok(await announcer.AnnounceAsync(PolicyChange.OfUser(user), caller.Name, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> UnbanAsync(
        string user, AdminCaller caller, UserDirectory users, SanctionStore sanctions, PolicyAnnouncer announcer, CancellationToken cancellationToken)
    {
        await CheckExistsAsync(users, user);
        await sanctions.RemoveAsync(RedisKeys.Bans, user);
        return TypedResults.Ok(await announcer.AnnounceAsync(PolicyChange.OfUser(user), caller.Name, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> MuteAsync(
        string user, SanctionRequest request, AdminCaller caller, UserDirectory users, RoomRulesStore rooms, SanctionStore sanctions, PolicyAnnouncer announcer,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var mute = Check.Sanction(request, caller.Name, time);
        await CheckExistsAsync(users, user);
        var (hash, change) = await MuteOfAsync(user, request.Room, rooms);
        await sanctions.WriteAsync(hash, user, mute);
        return TypedResults.Ok(await announcer.AnnounceAsync(change, caller.Name, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> UnmuteAsync(
        string user, string? room, AdminCaller caller, UserDirectory users, RoomRulesStore rooms, SanctionStore sanctions, PolicyAnnouncer announcer,
        CancellationToken cancellationToken)
    {
        await CheckExistsAsync(users, user);
        var (hash, change) = await MuteOfAsync(user, room, rooms);
        await sanctions.RemoveAsync(hash, user);
        return TypedResults.Ok(await announcer.AnnounceAsync(change, caller.Name, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> NotifyAsync(
        string user, TextRequest request, AdminCaller caller, UserDirectory users, NodeRegistry nodes, IClusterCommands commands,
        CancellationToken cancellationToken)
    {
        var text = Check.Text(request.Text, "text", MaxNotice, required: true);
        await CheckExistsAsync(users, user);
        var body = new JsonObject { ["user"] = user, ["kind"] = "notice", ["text"] = text };
        return TypedResults.Ok(await commands.NotifyAsync(body, caller.Name, nodes, cancellationToken));
    }

    private static async Task<(StackExchange.Redis.RedisKey Hash, PolicyChange Change)> MuteOfAsync(string user, string? room, RoomRulesStore rooms) =>
        room is null ? (RedisKeys.GlobalMutes, PolicyChange.OfUser(user))
        : await rooms.ExistsAsync(room) ? (RedisKeys.Mutes(room), PolicyChange.OfRoom(room))
        : throw ApiException.NotFound("room", room);

    private static async Task CheckExistsAsync(UserDirectory users, string user)
    {
        if (!await users.ExistsAsync(user))
        {
            throw ApiException.NotFound("user", user);
        }
    }
}
