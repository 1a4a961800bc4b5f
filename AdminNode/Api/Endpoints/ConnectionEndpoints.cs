using System.Text.Json;
using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ConnectionInfo = AspireChat.Contracts.Admin.ConnectionInfo;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>/connections</c>: the clients' connections. Only the nodes know them, so every call asks the nodes.</summary>
internal static class ConnectionEndpoints
{
    public static void MapConnections(this RouteGroupBuilder api)
    {
        var connections = api.MapGroup("/connections").WithTags("Connections");
        connections.MapGet("", ListAsync).WithName("listConnections")
            .WithSummary("Lists connections, optionally of a node, a room or a user");
        connections.MapGet("/{id}", GetAsync).WithName("getConnection").WithSummary("Returns a connection");
        connections.MapDelete("/{id}", CutAsync).WithName("cutConnection").WithSummary("Closes a connection; its client can reconnect");
    }

    private static async Task<Ok<Page<ConnectionInfo>>> ListAsync(
        string? node, string? room, string? user, [AsParameters] Paging paging, AdminCaller caller, ClusterCommands commands,
        CancellationToken cancellationToken)
    {
        JsonObject body = new() { ["room"] = room, ["user"] = user, ["after"] = paging.Cursor, ["limit"] = paging.Size + 1 };
        var result = await commands.SendAsync(CommandTypes.Connections, body, caller.User, node, cancellationToken);
        return result.IsSent
            ? TypedResults.Ok(paging.Cut(Items(result), connection => connection.Id) with { Missing = Silent(result.Outcome) })
            : throw ApiException.NotFound("node", node!);
    }

    private static async Task<Ok<ConnectionInfo>> GetAsync(
        string id, AdminCaller caller, ClusterCommands commands, CancellationToken cancellationToken)
    {
        var result = await commands.SendAsync(CommandTypes.Connections, new() { ["id"] = id }, caller.User, null, cancellationToken);
        return TypedResults.Ok(Items(result).FirstOrDefault() ?? throw NotFound(id, result.Outcome));
    }

    private static async Task<Ok<CommandOutcome>> CutAsync(
        string id, AdminCaller caller, ClusterCommands commands, CancellationToken cancellationToken)
    {
        var outcome = (await commands.SendAsync(CommandTypes.Cut, new() { ["id"] = id }, caller.User, null, cancellationToken)).Outcome;
        return outcome.Answers.Any(answer => answer.Connections > 0) ? TypedResults.Ok(outcome) : throw NotFound(id, outcome);
    }

    private static IEnumerable<ConnectionInfo> Items(CommandResult result) =>
        result.Results.Values.SelectMany(answer => answer?["items"]?.AsArray() ?? [])
            .Select(item => item.Deserialize(AdminJson.Default.ConnectionInfo)!)
            .OrderBy(connection => connection.Id, StringComparer.Ordinal);

    /// <summary>Returns the nodes whose connections are not known.</summary>
    private static List<string> Silent(CommandOutcome outcome) =>
        [.. outcome.Missing, .. outcome.Answers.Where(answer => answer.Error is not null).Select(answer => answer.Node)];

    private static ApiException NotFound(string id, CommandOutcome outcome) => Silent(outcome) is { Count: > 0 } silent
        ? ApiException.Unavailable($"No node that answered has a connection '{id}', and {string.Join(", ", silent)} did not answer.")
        : ApiException.NotFound("connection", id);
}
