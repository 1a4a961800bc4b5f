using System.Text.Json;
using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ConnectionInfo = AspireChat.Contracts.Admin.ConnectionInfo;

namespace AspireChat.AdminNode.Api.Connections;

/// <summary><c>/connections</c>: the clients' connections. Only the nodes know them, so each look asks the nodes.</summary>
internal static class ConnectionEndpoints
{
    internal static void MapConnections(this RouteGroupBuilder api)
    {
        var connections = api.MapGroup("/connections").WithTags("Connections");
        connections.MapGet("", ListAsync).WithName("listConnections").WithSummary("The connections, of a node, of a room, of a user, or all");
        connections.MapGet("/{id}", GetAsync).WithName("getConnection").WithSummary("A connection");
        connections.MapDelete("/{id}", CutAsync).WithName("cutConnection").WithSummary("Ends a connection; its client may connect anew");
    }

    private static async Task<Ok<Page<ConnectionInfo>>> ListAsync(
        string? node, string? room, string? user, [AsParameters] Paging paging, NodeRegistry registry, IClusterCommands commands, HttpContext http,
        CancellationToken cancellationToken)
    {
        if (node is not null && !(await registry.ReadAsync()).Any(living => living.Name == node))
        {
            throw ApiException.NotFound("node", node);
        }

        JsonObject body = new() { ["room"] = room, ["user"] = user, ["after"] = paging.Cursor, ["limit"] = paging.Size + 1 };
        var (outcome, results) = await commands.SendAsync(CommandTypes.Connections, body, AdminCaller.Of(http).Name, node, cancellationToken);
        return TypedResults.Ok(paging.Cut(Items(results), connection => connection.Id) with { Missing = Silent(outcome) });
    }

    private static async Task<Ok<ConnectionInfo>> GetAsync(string id, IClusterCommands commands, HttpContext http, CancellationToken cancellationToken)
    {
        var (outcome, results) = await commands.SendAsync(CommandTypes.Connections, new() { ["id"] = id }, AdminCaller.Of(http).Name, null, cancellationToken);
        return TypedResults.Ok(Items(results).FirstOrDefault() ?? throw NotFound(id, outcome));
    }

    private static async Task<Ok<CommandOutcome>> CutAsync(string id, IClusterCommands commands, HttpContext http, CancellationToken cancellationToken)
    {
        var (outcome, _) = await commands.SendAsync(CommandTypes.Cut, new() { ["id"] = id }, AdminCaller.Of(http).Name, null, cancellationToken);
        return outcome.Answers.Any(answer => answer.Connections > 0) ? TypedResults.Ok(outcome) : throw NotFound(id, outcome);
    }

    private static IEnumerable<ConnectionInfo> Items(IReadOnlyDictionary<string, JsonNode?> results) =>
        results.Values.SelectMany(result => result?["items"]?.AsArray() ?? []).Select(item => item.Deserialize(AdminJson.Default.ConnectionInfo)!)
            .OrderBy(connection => connection.Id, StringComparer.Ordinal);

    /// <summary>Nodes of whose connections nothing is known.</summary>
    private static List<string> Silent(CommandOutcome outcome) =>
        [.. outcome.Missing, .. outcome.Answers.Where(answer => answer.Error is not null).Select(answer => answer.Node)];

    private static ApiException NotFound(string id, CommandOutcome outcome) => Silent(outcome) is { Count: > 0 } silent
        ? new ApiException(
            StatusCodes.Status503ServiceUnavailable, "unavailable", $"No node that answered has a connection '{id}', and {string.Join(", ", silent)} did not answer.")
        : ApiException.NotFound("connection", id);
}
