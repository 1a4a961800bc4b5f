using System.Text.Json.Nodes;
using AspireChat.ChatNode.Delivery;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// <c>drain</c>: the node sends its clients to other nodes and accepts no new ones, until <c>undrain</c>. The process stays.
/// </summary>
internal sealed class DrainHandler(Drain drain, OpenConnections connections) : ICommandHandler
{
    public string Type => CommandTypes.Drain;

    public Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        drain.Begin();
        return Task.FromResult<JsonNode?>(new JsonObject { ["connections"] = connections.Count });
    }
}

/// <summary><c>undrain</c>: the node accepts clients again.</summary>
internal sealed class UndrainHandler(Drain drain) : ICommandHandler
{
    public string Type => CommandTypes.Undrain;

    public Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken) =>
        drain.TryCancel()
            ? Task.FromResult<JsonNode?>(null)
            : throw new CommandRefusedException("conflict", "this node was told to stop (SIGTERM), which cannot be undone.");
}
