using System.Text.Json.Nodes;
using AspireChat.ChatNode.Delivery;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary><c>cut {id}</c> or <c>cut {user}</c>: aborts that connection, or all of that user's. The client may reconnect.</summary>
internal sealed class CutHandler(OpenConnections connections) : ICommandHandler
{
    public string Type => CommandTypes.Cut;

    public Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        ClientConnection[] cut = (body.Text("id"), body.Text("user")) switch
        {
            ({ } id, null) => connections.Find(id) is { } one ? [one] : [],
            (null, { } user) => [.. connections.All.Where(connection => connection.Caller.User == user)],
            _ => throw new CommandRefusedException("bad_request", "name either the connection's 'id' or the 'user'."),
        };
        foreach (var connection in cut)
        {
            connection.Context.Abort();
        }

        return Task.FromResult<JsonNode?>(new JsonObject { ["connections"] = cut.Length });
    }
}
