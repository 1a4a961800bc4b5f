using System.Text.Json.Nodes;
using AspireChat.ChatNode.Moderation;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>The command <c>policy</c>: something changed, look now. Its answer says that the change holds on this node.</summary>
internal sealed class PolicyHandler(ModerationWatch watch) : ICommandHandler
{
    public string Type => CommandTypes.Policy;

    public async Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var connections = await watch.LookAsync(body[CommandTypes.PolicyVersion]?.GetValue<long>() ?? 0, cancellationToken);
        return new JsonObject { ["connections"] = connections };
    }
}
