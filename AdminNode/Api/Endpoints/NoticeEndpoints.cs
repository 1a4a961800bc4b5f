using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>/announcements</c> and <c>/users/{user}/notice</c>: texts for all users, or for one.</summary>
internal static class NoticeEndpoints
{
    public static void MapNotices(this RouteGroupBuilder api)
    {
        api.MapPost("/announcements", AnnounceAsync).WithName("announce").WithTags("Announcements")
            .WithSummary("Shows a text to everyone who is connected");
        api.MapPost("/users/{user}/notice", NotifyAsync).WithName("notifyUser").WithTags("Users")
            .WithSummary("Shows a text to a user on every device");
    }

    private static Task<Ok<CommandOutcome>> AnnounceAsync(
        TextRequest request, AdminCaller caller, ClusterCommands commands, CancellationToken cancellationToken) =>
        SendAsync(new JsonObject { ["kind"] = NoticeKind.Announcement, ["text"] = TextOf(request) }, caller, commands, cancellationToken);

    private static async Task<Ok<CommandOutcome>> NotifyAsync(
        string user, TextRequest request, AdminCaller caller, UserCatalog users, ClusterCommands commands,
        CancellationToken cancellationToken)
    {
        var text = TextOf(request);
        await users.RequireAsync(user);
        JsonObject body = new() { ["user"] = user, ["kind"] = NoticeKind.Operator, ["text"] = text };
        return await SendAsync(body, caller, commands, cancellationToken);
    }

    private static string TextOf(TextRequest request) => Check.Lines(request.Text, "text", TextRequest.MaxLength, required: true);

    private static async Task<Ok<CommandOutcome>> SendAsync(
        JsonObject body, AdminCaller caller, ClusterCommands commands, CancellationToken cancellationToken)
    {
        var outcome = (await commands.SendAsync(CommandTypes.Notify, body, caller.User, null, cancellationToken)).Outcome;
        return outcome.Answers.Count + outcome.Missing.Count > 0
            ? TypedResults.Ok(outcome)
            : throw ApiException.Unavailable("No chat node is running.");
    }
}
