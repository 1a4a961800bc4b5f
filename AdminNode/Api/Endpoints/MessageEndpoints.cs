using AspireChat.AdminNode.Api.Audit;
using AspireChat.AdminNode.Api.Rooms;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>/rooms/{room}/messages</c>.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("/rooms/{room}/messages").WithTags("Rooms");
        messages.MapGet("", ReadAsync).WithName("readRoom")
            .WithSummary("Returns a page of a room's events: the newest, or those before a seq. Reading a private room is audited");
        messages.MapPost("", PostAsync).WithName("postMessage").WithSummary("Posts a message as the system or as a bot");
        messages.MapDelete("/{seq:long}", DeleteAsync).WithName("removeMessage").WithSummary("Deletes a message");
    }

    private static async Task<Ok<HistoryResult>> ReadAsync(
        string room, long? before, int? limit, RoomAdmin rooms, RoomLog log, AuditTrail audit, HttpContext http)
    {
        var size = new Paging(limit, null).Size;
        if (before < 1)
        {
            throw ApiException.BadRequest("'before' must be 1 or more.");
        }

        if ((await rooms.RequireAsync(room)).Settings.Private || RoomName.IsDirect(room))
        {
            await audit.WriteReadAsync(http);
        }

        return TypedResults.Ok(await log.ReadHistoryAsync(room, before, size));
    }

    private static async Task<Ok<SendResult>> PostAsync(string room, PostRequest request, RoomPosts posts) =>
        TypedResults.Ok(await posts.PostAsync(room, request));

    private static async Task<Ok<ChangeResult>> DeleteAsync(string room, long seq, RoomPosts posts) =>
        TypedResults.Ok(await posts.DeleteAsync(room, seq));
}
