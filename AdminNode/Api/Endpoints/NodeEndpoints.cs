using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Endpoints;

/// <summary><c>/nodes</c>: the chat nodes, and how to move clients off them and back.</summary>
internal static class NodeEndpoints
{
    private const int MaxSpreadSeconds = 300;

    public static void MapNodes(this RouteGroupBuilder api)
    {
        var nodes = api.MapGroup("/nodes").WithTags("Nodes");
        nodes.MapGet("", ListAsync).WithName("listNodes").WithSummary("Lists the live nodes");
        nodes.MapGet("/{node}", GetAsync).WithName("getNode").WithSummary("Returns a live node");
        nodes.MapPost("/{node}/drain", DrainAsync).WithName("drainNode")
            .WithSummary("Sends a node's clients elsewhere, and new ones too, until undrain. The process keeps running");
        nodes.MapPost("/{node}/undrain", UndrainAsync).WithName("undrainNode").WithSummary("Lets a drained node accept clients again");
        nodes.MapPost("/{node}/disconnect", DisconnectAsync).WithName("disconnectShare")
            .WithSummary("Asks a random share of a node's clients to reconnect, so that the ingress distributes them again");
    }

    private static async Task<Ok<Page<NodeInfo>>> ListAsync([AsParameters] Paging paging, NodeRegistry registry) =>
        TypedResults.Ok(paging.Cut(await registry.ReadAsync(), NodeRegistry.KeyOf));

    private static async Task<Ok<NodeInfo>> GetAsync(string node, NodeRegistry registry) =>
        TypedResults.Ok(
            (await registry.ReadAsync()).Where(live => live.Name == node).MaxBy(live => live.StartedAt)
            ?? throw ApiException.NotFound("node", node));

    private static Task<Ok<CommandOutcome>> DrainAsync(
        string node, AdminCaller caller, ClusterCommands commands, CancellationToken cancellationToken) =>
        SendAsync(CommandTypes.Drain, [], node, caller, commands, cancellationToken);

    private static Task<Ok<CommandOutcome>> UndrainAsync(
        string node, AdminCaller caller, ClusterCommands commands, CancellationToken cancellationToken) =>
        SendAsync(CommandTypes.Undrain, [], node, caller, commands, cancellationToken);

    private static Task<Ok<CommandOutcome>> DisconnectAsync(
        string node, DisconnectRequest request, AdminCaller caller, ClusterCommands commands, CancellationToken cancellationToken)
    {
        Check.Number(request.SharePercent, "sharePercent", 1, 100);
        Check.Number(request.WithinSeconds, "withinSeconds", 0, MaxSpreadSeconds);
        JsonObject body = new() { ["sharePercent"] = request.SharePercent, ["withinMs"] = request.WithinSeconds * 1_000 };
        return SendAsync(CommandTypes.Disconnect, body, node, caller, commands, cancellationToken);
    }

    private static async Task<Ok<CommandOutcome>> SendAsync(
        string type, JsonObject body, string node, AdminCaller caller, ClusterCommands commands, CancellationToken cancellationToken)
    {
        var result = await commands.SendAsync(type, body, caller.User, node, cancellationToken);
        return result.IsSent ? TypedResults.Ok(result.Outcome) : throw ApiException.NotFound("node", node);
    }
}
