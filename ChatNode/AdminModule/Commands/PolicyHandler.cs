using System.Text.Json.Nodes;
using AspireChat.ChatNode.Moderation;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>
/// <c>policy {version}</c>: applies a change of sanctions or rooms now. The answer means that the change is in force on this node.
/// </summary>
internal sealed class PolicyHandler(ModerationWatch watch) : ICommandHandler
{
    public string Type => CommandTypes.Policy;

    public async Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var connections = await watch.RefreshAsync(body.Number(CommandTypes.PolicyVersion) ?? 0, cancellationToken);
        return new JsonObject { ["connections"] = connections };
    }
}
