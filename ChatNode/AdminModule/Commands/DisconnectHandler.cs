using System.Text.Json.Nodes;
using AspireChat.ChatNode.Delivery;
using AspireChat.Contracts;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// <c>disconnect {sharePercent, withinMs}</c>: asks that share of the clients, chosen at random, to reconnect. The ingress sends each to
/// the node of its address, so clients that had to move to this node return to one that is back.
/// </summary>
internal sealed class DisconnectHandler(OpenConnections connections) : ICommandHandler
{
    public string Type => CommandTypes.Disconnect;

    public Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var share = body.Number("sharePercent") ?? 0;
        var all = connections.All.ToArray();
        Random.Shared.Shuffle(all);
        var chosen = all[..(int)Math.Round(all.Length * Math.Clamp(share, 0, 100) / 100.0, MidpointRounding.AwayFromZero)];
        var request = new ReconnectRequest
        {
            Reason = "rebalancing",
            WithinMs = (int)Math.Clamp(body.Number("withinMs") ?? 0, 0, int.MaxValue),
        };
        foreach (var connection in chosen)
        {
            connection.AskToReconnect(request);
        }

        return Task.FromResult<JsonNode?>(new JsonObject { ["connections"] = chosen.Length });
    }
}
