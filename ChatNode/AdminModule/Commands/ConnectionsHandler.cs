using System.Text.Json;
using System.Text.Json.Nodes;
using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// <c>connections {id?, room?, user?, after?, limit}</c>: the matching connections, in the order of their ids, after the one named.
/// </summary>
internal sealed class ConnectionsHandler(OpenConnections connections, NodeIdentity node) : ICommandHandler
{
    /// <summary>Maximum number of connections in one answer.</summary>
    private const int MaxConnections = 201;

    public string Type => CommandTypes.Connections;

    public Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var (id, room, user, after) = (body.Text("id"), body.Text("room"), body.Text("user"), body.Text("after") ?? "");
        var found = id is null ? connections.All : connections.Find(id) is { } one ? [one] : [];
        var page = found
            .Where(connection => user is null || connection.Caller.User == user)
            .Where(connection => room is null || connection.In(room) is not null)
            .Where(connection => string.CompareOrdinal(connection.Context.ConnectionId, after) > 0)
            .OrderBy(connection => connection.Context.ConnectionId, StringComparer.Ordinal)
            .Take((int)Math.Clamp(body.Number("limit") ?? MaxConnections, 1, MaxConnections));
        var items = page.Select(connection =>
            JsonSerializer.SerializeToNode(connection.Describe(node.Name), AdminJson.Default.ConnectionInfo));
        return Task.FromResult<JsonNode?>(new JsonObject { ["items"] = new JsonArray([.. items]) });
    }
}
