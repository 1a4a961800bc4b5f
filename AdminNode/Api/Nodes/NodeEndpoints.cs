using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AspireChat.AdminNode.Api.Nodes;

/// <summary><c>/nodes</c>: the chat nodes, and how to move clients off them and back.</summary>
internal static class NodeEndpoints
{
    private const int LongestSpreadSeconds = 300;

    internal static void MapNodes(this RouteGroupBuilder api)
    {
        var nodes = api.MapGroup("/nodes").WithTags("Nodes");
        nodes.MapGet("", ListAsync).WithName("listNodes").WithSummary("The living nodes");
        nodes.MapGet("/{node}", GetAsync).WithName("getNode").WithSummary("A living node");
        nodes.MapPost("/{node}/drain", DrainAsync).WithName("drainNode")
            .WithSummary("Sends a node's clients elsewhere and new ones too, until undrain. The process stays");
        nodes.MapPost("/{node}/undrain", UndrainAsync).WithName("undrainNode").WithSummary("Lets a drained node take clients again");
        nodes.MapPost("/{node}/disconnect", DisconnectAsync).WithName("disconnectShare")
            .WithSummary("Asks a share of a node's clients, chosen at random, to connect anew, so that they spread by their addresses again");
    }

    private static async Task<Ok<Page<NodeInfo>>> ListAsync([AsParameters] Paging paging, NodeRegistry registry) =>
        TypedResults.Ok(paging.Cut(await registry.ReadAsync(), node => node.Name));

    private static async Task<Ok<NodeInfo>> GetAsync(string node, NodeRegistry registry) => TypedResults.Ok(await FindAsync(registry, node));

    private static Task<Ok<CommandOutcome>> DrainAsync(
        string node, NodeRegistry registry, IClusterCommands commands, HttpContext http, CancellationToken cancellationToken) =>
        SendAsync(CommandTypes.Drain, [], node, registry, commands, http, cancellationToken);

    private static Task<Ok<CommandOutcome>> UndrainAsync(
        string node, NodeRegistry registry, IClusterCommands commands, HttpContext http, CancellationToken cancellationToken) =>
        SendAsync(CommandTypes.Undrain, [], node, registry, commands, http, cancellationToken);

    private static Task<Ok<CommandOutcome>> DisconnectAsync(
        string node, DisconnectRequest request, NodeRegistry registry, IClusterCommands commands, HttpContext http, CancellationToken cancellationToken)
    {
        if (request.SharePercent is < 1 or > 100)
        {
            throw ApiException.BadRequest("'sharePercent' is 1 to 100.");
        }

        if (request.WithinSeconds is < 0 or > LongestSpreadSeconds)
        {
            throw ApiException.BadRequest($"'withinSeconds' is 0 to {LongestSpreadSeconds}.");
        }

        JsonObject body = new() { ["sharePercent"] = request.SharePercent, ["withinMs"] = request.WithinSeconds * 1_000 };
        return SendAsync(CommandTypes.Disconnect, body, node, registry, commands, http, cancellationToken);
    }

    private static async Task<Ok<CommandOutcome>> SendAsync(
        string type, JsonObject body, string node, NodeRegistry registry, IClusterCommands commands, HttpContext http, CancellationToken cancellationToken)
    {
        await FindAsync(registry, node);
        return TypedResults.Ok((await commands.SendAsync(type, body, AdminCaller.Of(http).Name, node, cancellationToken)).Outcome);
    }

    private static async Task<NodeInfo> FindAsync(NodeRegistry registry, string name) =>
        (await registry.ReadAsync()).FirstOrDefault(node => node.Name == name) ?? throw ApiException.NotFound("node", name);
}
