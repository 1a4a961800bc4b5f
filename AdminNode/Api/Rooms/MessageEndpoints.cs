using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Rooms;

/// <summary><c>/rooms/{room}/messages</c>.</summary>
internal static class MessageEndpoints
{
    internal static void MapMessages(this RouteGroupBuilder rooms)
    {
        rooms.MapGet("/{room}/messages", ReadAsync).WithName("readRoom")
            .WithSummary("What happened in a room: a page of events, the newest or those before a seq");
        rooms.MapPost("/{room}/messages", PostAsync).WithName("postMessage").WithSummary("Says something in a room, as the system or as a bot");
        rooms.MapDelete("/{room}/messages/{seq:long}", RemoveAsync).WithName("removeMessage").WithSummary("Withdraws a message");
    }

    private static async Task<Ok<HistoryResult>> ReadAsync(string room, long? before, int? limit, RoomCatalog catalog, RoomLog log)
    {
        var size = new Paging(limit, null).Size;
        if (before < 1)
        {
            throw ApiException.BadRequest("'before' is 1 or more.");
        }

        await catalog.RulesAsync(room);
        var page = await log.ReadNewestAsync(room, before, size);
        return TypedResults.Ok(new HistoryResult
        {
            Epoch = page.Head.Epoch,
            Events = [.. page.Events.Select(stored => stored.Decode())],
            More = page.Events.Count > 0 && page.Events[0].Seq > page.Oldest,
        });
    }

    private static async Task<Ok<SendResult>> PostAsync(string room, PostRequest request, RoomDesk desk) =>
        TypedResults.Ok(await desk.PostAsync(room, request));

    private static async Task<Ok<ChangeResult>> RemoveAsync(string room, long seq, RoomDesk desk) =>
        TypedResults.Ok(await desk.RemoveMessageAsync(room, seq));
}
