using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Moderation;
using AspireChat.Store.Rooms;
using AspireChat.Store.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>/users</c>: the users, and their bans and mutes.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users");
        users.MapGet("", ListAsync).WithName("listUsers").WithSummary("Lists all users who ever connected, most recently seen first");
        users.MapGet("/{user}", GetAsync).WithName("getUser").WithSummary("Returns a user with their rooms");
        users.MapPost("/{user}/kick", KickAsync).WithName("kickUser").WithSummary("Ends all sessions of a user, who has to sign in again");
        users.MapPut("/{user}/ban", BanAsync).WithName("banUser").WithSummary("Bans a user: connections are closed and new ones refused");
        users.MapDelete("/{user}/ban", UnbanAsync).WithName("unbanUser").WithSummary("Lifts a ban");
        users.MapPut("/{user}/mute", MuteAsync).WithName("muteUser").WithSummary("Mutes a user in a room, or everywhere");
        users.MapDelete("/{user}/mute", UnmuteAsync).WithName("unmuteUser").WithSummary("Lifts the mute in a room, or the one everywhere");
    }

    private static async Task<Ok<Page<UserInfo>>> ListAsync(
        string? query, bool? online, bool? banned, bool? muted, [AsParameters] Paging paging, UserCatalog users) =>
        TypedResults.Ok(
            await paging.ReadAsync((size, cursor) => users.ListAsync(new UserFilter(query, online, banned, muted), size, cursor)));

    private static async Task<Ok<UserInfo>> GetAsync(string user, UserCatalog users) =>
        TypedResults.Ok(await users.FindAsync(user) ?? throw ApiException.NotFound("user", user));

    private static async Task<Ok<CommandOutcome>> KickAsync(
        string user, ReasonRequest request, AdminCaller caller, UserCatalog users, SanctionStore sanctions, PolicyAnnouncer announcer,
        CancellationToken cancellationToken)
    {
        var reason = Check.Reason(request.Reason);
        await users.RequireAsync(user);
        await sanctions.RevokeAsync(user);
        return TypedResults.Ok(await announcer.AnnounceAsync(PolicyChange.OfUser(user, reason), caller.User, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> BanAsync(
        string user, SanctionRequest request, AdminCaller caller, SanctionStore sanctions, PolicyAnnouncer announcer, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (request.Room is not null)
        {
            throw ApiException.BadRequest("'room' is only for mutes; a ban applies everywhere.");
        }

        // The user may have signed in and not connected yet.
        var ban = Check.Sanction(request, caller.User, time);
        await sanctions.BanAsync(Check.User(user), ban);
        return TypedResults.Ok(await announcer.AnnounceAsync(PolicyChange.OfUser(user), caller.User, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> UnbanAsync(
        string user, AdminCaller caller, SanctionStore sanctions, PolicyAnnouncer announcer, CancellationToken cancellationToken)
    {
        await sanctions.UnbanAsync(Check.User(user));
        return TypedResults.Ok(await announcer.AnnounceAsync(PolicyChange.OfUser(user), caller.User, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> MuteAsync(
        string user, SanctionRequest request, AdminCaller caller, UserCatalog users, RoomRulesStore rooms, SanctionStore sanctions,
        PolicyAnnouncer announcer, TimeProvider time, CancellationToken cancellationToken)
    {
        var mute = Check.Sanction(request, caller.User, time);
        await users.RequireAsync(user);
        var change = await MuteChangeAsync(user, request.Room, rooms);
        await sanctions.MuteAsync(user, request.Room, mute);
        return TypedResults.Ok(await announcer.AnnounceAsync(change, caller.User, cancellationToken));
    }

    private static async Task<Ok<CommandOutcome>> UnmuteAsync(
        string user, string? room, AdminCaller caller, UserCatalog users, RoomRulesStore rooms, SanctionStore sanctions,
        PolicyAnnouncer announcer, CancellationToken cancellationToken)
    {
        await users.RequireAsync(user);
        var change = await MuteChangeAsync(user, room, rooms);
        await sanctions.UnmuteAsync(user, room);
        return TypedResults.Ok(await announcer.AnnounceAsync(change, caller.User, cancellationToken));
    }

    private static async Task<PolicyChange> MuteChangeAsync(string user, string? room, RoomRulesStore rooms) =>
        room is null ? PolicyChange.OfUser(user)
        : await rooms.ExistsAsync(room) ? PolicyChange.OfRoom(room)
        : throw ApiException.NotFound("room", room);

    /// <exception cref="ApiException">There is no such user.</exception>
    internal static async Task RequireAsync(this UserCatalog users, string user)
    {
        if (!await users.ExistsAsync(user))
        {
            throw ApiException.NotFound("user", user);
        }
    }
}
