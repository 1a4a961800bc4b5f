using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Engine.Rooms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace AspireChat.Engine.AdminApi.Rooms;

/// <summary><c>/rooms/{room}/messages</c>.</summary>
internal static class MessageEndpoints
{
    private const int MaxBotName = 40;

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

    private static async Task<Ok<SendResult>> PostAsync(string room, PostRequest request, RoomDesk desk, IOptions<ChatLimits> limits)
    {
        if (request.Id is not null && !MessageId.IsValid(request.Id))
        {
            throw ApiException.BadRequest("'id' has 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'.");
        }

        var text = Check.Text(request.Text, "text", limits.Value.MaxTextLength, required: true);
        var bot = request.Bot is null ? null : Check.Text(request.Bot.Trim(), "bot", MaxBotName, required: true);
        return TypedResults.Ok(await desk.PostAsync(room, bot, text, request.Id ?? MessageId.New(), request.ReplyTo));
    }

    private static async Task<Ok<ChangeResult>> RemoveAsync(string room, long seq, RoomDesk desk) =>
        TypedResults.Ok(await desk.RemoveMessageAsync(room, seq));
}
