using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Rooms;

/// <summary><c>/rooms/{room}/members</c>.</summary>
internal static class MemberEndpoints
{
    internal static void MapMembers(this RouteGroupBuilder rooms)
    {
        rooms.MapGet("/{room}/members", ListAsync).WithName("listMembers").WithSummary("A room's members, by id");
        rooms.MapPut("/{room}/members/{user}/role", SetRoleAsync).WithName("setRole").WithSummary("Names a member owner or moderator, or a plain member again");
        rooms.MapDelete("/{room}/members/{user}", RemoveAsync).WithName("removeMember")
            .WithSummary("Takes a member out of a room; no ban, the user may join again");
    }

    private static async Task<Ok<Page<RoomMember>>> ListAsync(string room, [AsParameters] Paging paging, RoomCatalog catalog) =>
        TypedResults.Ok(await catalog.MembersAsync(room, paging));

    private static async Task<Ok<CommandOutcome>> SetRoleAsync(
        string room, string user, RoleRequest request, AdminCaller caller, RoomDesk desk, CancellationToken cancellationToken) =>
        request.Role is RoomRole.Owner or RoomRole.Moderator or RoomRole.Member
            ? TypedResults.Ok(await desk.SetRoleAsync(room, user, request.Role, caller.Name, cancellationToken))
            : throw ApiException.BadRequest($"'role' is {RoomRole.Owner}, {RoomRole.Moderator} or {RoomRole.Member}.");

    private static async Task<Ok<CommandOutcome>> RemoveAsync(
        string room, string user, string? reason, AdminCaller caller, RoomDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Ok(await desk.RemoveMemberAsync(room, user, Check.Reason(reason), caller.Name, cancellationToken));
}
