using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Rooms;

/// <summary><c>/rooms</c>: the rooms and their settings.</summary>
internal static class RoomEndpoints
{
    private const int MaxTopic = 250;
    private const int MaxDescription = 1_000;
    private const int MaxSlowMode = 3_600;

    internal static void MapRooms(this RouteGroupBuilder api)
    {
        var rooms = api.MapGroup("/rooms").WithTags("Rooms");
        rooms.MapGet("", ListAsync).WithName("listRooms").WithSummary("The rooms, by name; archived ones only if asked for");
        rooms.MapGet("/{room}", GetAsync).WithName("getRoom").WithSummary("A room");
        rooms.MapPost("", CreateAsync).WithName("createRoom").WithSummary("Makes a room, which has no owner until one is named");
        rooms.MapPatch("/{room}", ChangeAsync).WithName("changeRoom").WithSummary("Changes a room's topic, description or who may write");
        rooms.MapDelete("/{room}", DeleteAsync).WithName("deleteRoom").WithSummary("Deletes a room and all that was said in it");
        rooms.MapMembers();
        rooms.MapMessages();
    }

    private static async Task<Ok<Page<RoomInfo>>> ListAsync(string? query, bool? archived, [AsParameters] Paging paging, RoomCatalog catalog) =>
        TypedResults.Ok(await catalog.ListAsync(query, archived == true, paging));

    private static async Task<Ok<RoomInfo>> GetAsync(string room, RoomCatalog catalog) => TypedResults.Ok(await catalog.GetAsync(room));

    private static async Task<Created<RoomInfo>> CreateAsync(
        CreateRoomRequest request, AdminCaller caller, RoomDesk desk, RoomCatalog catalog, CancellationToken cancellationToken)
    {
        if (!RoomName.IsValid(request.Room))
        {
            throw ApiException.BadRequest(
                $"'room' has 1 to {RoomName.MaxLength} of a-z, 0-9, '.', '_' and '-', and begins with a letter or digit.");
        }

        if (request.Kind is not (null or RoomKind.Room or RoomKind.Questions))
        {
            throw ApiException.BadRequest($"'kind' is {RoomKind.Room} or {RoomKind.Questions}.");
        }

        var settings = Checked(new RoomSettings
        {
            Topic = request.Topic ?? "",
            Description = request.Description ?? "",
            ReadOnly = request.ReadOnly,
            SlowModeSeconds = request.SlowModeSeconds,
            Private = request.Private,
            Kind = request.Kind ?? RoomKind.Room,
        });
        await desk.CreateAsync(request.Room, settings, caller.Name, cancellationToken);
        return TypedResults.Created($"rooms/{request.Room}", await catalog.GetAsync(request.Room));
    }

    private static async Task<Ok<RoomInfo>> ChangeAsync(
        string room, ChangeRoomRequest request, AdminCaller caller, RoomDesk desk, RoomCatalog catalog, CancellationToken cancellationToken)
    {
        await desk.ChangeAsync(
            room,
            settings => Checked(settings with
            {
                Topic = request.Topic ?? settings.Topic,
                Description = request.Description ?? settings.Description,
                Archived = request.Archived ?? settings.Archived,
                ReadOnly = request.ReadOnly ?? settings.ReadOnly,
                SlowModeSeconds = request.SlowModeSeconds ?? settings.SlowModeSeconds,
                Private = request.Private ?? settings.Private,
            }),
            caller.Name,
            cancellationToken);
        return TypedResults.Ok(await catalog.GetAsync(room));
    }

    private static async Task<Ok<CommandOutcome>> DeleteAsync(
        string room, AdminCaller caller, RoomDesk desk, RoomCatalog catalog, CancellationToken cancellationToken)
    {
        if (!await catalog.IsListedAsync(room))
        {
            throw ApiException.NotFound("room", room);
        }

        return TypedResults.Ok(await desk.DeleteAsync(room, caller.Name, cancellationToken));
    }

    private static RoomSettings Checked(RoomSettings settings)
    {
        Check.Text(settings.Topic, "topic", MaxTopic);
        Check.Text(settings.Description, "description", MaxDescription);
        Check.Number(settings.SlowModeSeconds, "slowModeSeconds", 0, MaxSlowMode);
        if (settings is { Kind: RoomKind.Direct, Private: false })
        {
            throw ApiException.BadRequest("'private' stays true: this is the room of a few people.");
        }

        return settings;
    }
}
