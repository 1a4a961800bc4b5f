using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Announcements;

/// <summary><c>/announcements</c>: tells something to everybody who is connected.</summary>
internal static class AnnouncementEndpoints
{
    private const int MaxTextLength = 1_000;

    internal static void MapAnnouncements(this RouteGroupBuilder api) =>
        api.MapPost("/announcements", AnnounceAsync).WithName("announce").WithSummary("Shows a text to everybody who is connected").WithTags("Announcements");

    private static async Task<Ok<CommandOutcome>> AnnounceAsync(
        TextRequest request, NodeRegistry registry, IClusterCommands commands, HttpContext http, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > MaxTextLength)
        {
            throw ApiException.BadRequest($"'text' has 1 to {MaxTextLength} characters.");
        }

        JsonObject body = new() { ["kind"] = "announcement", ["text"] = request.Text };
        return TypedResults.Ok(await commands.NotifyAsync(body, AdminCaller.Of(http).Name, registry, cancellationToken));
    }
}
