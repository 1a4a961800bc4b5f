using AspireChat.AdminNode.Api.Rooms;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>/rooms</c>: the rooms, their settings and their members.</summary>
internal static class RoomEndpoints
{
    public static void MapRooms(this RouteGroupBuilder api)
    {
        var rooms = api.MapGroup("/rooms").WithTags("Rooms");
        rooms.MapGet("", ListAsync).WithName("listRooms").WithSummary("Lists the rooms by name; archived ones only if requested");
        rooms.MapGet("/{room}", GetAsync).WithName("getRoom").WithSummary("Returns a room");
        rooms.MapPost("", CreateAsync).WithName("createRoom")
            .WithSummary("Creates a room. It has no owner until somebody is made its owner");
        rooms.MapPatch("/{room}", ChangeAsync).WithName("changeRoom")
            .WithSummary("Changes a room's title, topic, description or who can write");
        rooms.MapDelete("/{room}", DeleteAsync).WithName("deleteRoom").WithSummary("Deletes a room and all its messages");
        rooms.MapGet("/{room}/members", ListMembersAsync).WithName("listMembers").WithSummary("Lists a room's members by id");
        rooms.MapPut("/{room}/members/{user}/role", SetRoleAsync).WithName("setRole")
            .WithSummary("Makes a member an owner, a moderator or a plain member");
        rooms.MapDelete("/{room}/members/{user}", RemoveMemberAsync).WithName("removeMember")
            .WithSummary("Removes a member from a room. It is not a ban: the user can join again, unless the room is private");
    }

    private static async Task<Ok<Page<RoomInfo>>> ListAsync(
        string? query, bool? archived, [AsParameters] Paging paging, RoomCatalog catalog) =>
        TypedResults.Ok(await catalog.ListAsync(query, archived == true, paging.Size, paging.Cursor));

    private static async Task<Ok<RoomInfo>> GetAsync(string room, RoomCatalog catalog) => TypedResults.Ok(await FindAsync(room, catalog));

    private static async Task<Created<RoomInfo>> CreateAsync(
        CreateRoomRequest request, AdminCaller caller, RoomAdmin rooms, RoomCatalog catalog, CancellationToken cancellationToken)
    {
        if (!RoomName.IsValid(request.Room))
        {
            throw ApiException.BadRequest(RoomName.Rule);
        }

        if (RoomName.IsDirect(request.Room))
        {
            throw ApiException.BadRequest($"names that start with '{RoomName.DirectPrefix}' belong to direct rooms.");
        }

        if (!RoomKind.CanCreate(request.Kind))
        {
            throw ApiException.BadRequest(RoomKind.Rule);
        }

        var settings = Check.Settings(new RoomSettings
        {
            Title = request.Title ?? "",
            Topic = request.Topic ?? "",
            Description = request.Description ?? "",
            ReadOnly = request.ReadOnly,
            SlowModeSeconds = request.SlowModeSeconds,
            Private = request.Private,
            Kind = request.Kind ?? RoomKind.Room,
        });
        await rooms.CreateAsync(request.Room, settings, caller.User, cancellationToken);
        return TypedResults.Created($"rooms/{request.Room}", await FindAsync(request.Room, catalog));
    }

    private static async Task<Ok<RoomInfo>> ChangeAsync(
        string room, ChangeRoomRequest request, AdminCaller caller, RoomAdmin rooms, RoomCatalog catalog,
        CancellationToken cancellationToken)
    {
        var change = new RoomChangeRequest
        {
            Room = room,
            Title = request.Title,
            Topic = request.Topic,
            Description = request.Description,
            ReadOnly = request.ReadOnly,
            SlowModeSeconds = request.SlowModeSeconds,
            Archived = request.Archived,
            Private = request.Private,
        };
        await rooms.ChangeAsync(change, caller.User, cancellationToken);
        return TypedResults.Ok(await FindAsync(room, catalog));
    }

    private static async Task<Ok<CommandOutcome>> DeleteAsync(
        string room, AdminCaller caller, RoomAdmin rooms, CancellationToken cancellationToken) =>
        TypedResults.Ok(await rooms.DeleteAsync(room, caller.User, cancellationToken));

    private static async Task<Ok<Page<RoomMember>>> ListMembersAsync(
        string room, [AsParameters] Paging paging, RoomAdmin rooms, RoomCatalog catalog)
    {
        await rooms.RequireAsync(room);
        return TypedResults.Ok(await catalog.MembersAsync(room, paging.Size, paging.Cursor));
    }

    private static async Task<Ok<CommandOutcome>> SetRoleAsync(
        string room, string user, RoleRequest request, AdminCaller caller, RoomAdmin rooms, CancellationToken cancellationToken) =>
        RoomRole.IsValid(request.Role)
            ? TypedResults.Ok(await rooms.SetRoleAsync(room, user, request.Role, caller.User, cancellationToken))
            : throw ApiException.BadRequest(RoomRole.Rule);

    private static async Task<Ok<CommandOutcome>> RemoveMemberAsync(
        string room, string user, string? reason, AdminCaller caller, RoomAdmin rooms, CancellationToken cancellationToken) =>
        TypedResults.Ok(await rooms.RemoveMemberAsync(room, user, Check.Reason(reason), caller.User, cancellationToken));

    private static async Task<RoomInfo> FindAsync(string room, RoomCatalog catalog) =>
        await catalog.FindAsync(room) ?? throw ApiException.NotFound("room", room);
}
