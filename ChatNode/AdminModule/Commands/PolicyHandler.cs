using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.ChatNode.Moderation;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>The command <c>policy</c>: something changed, look now. Its answer says that the change holds on this node.</summary>
internal sealed class PolicyCommand(ModerationWatch watch) : ICommandHandler
{
    /// <summary>The command's type.</summary>
    public const string Name = "policy";

    /// <summary>The version of the change, in the command's body.</summary>
    public const string Version = "version";

    public string Type => Name;

    public async Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var connections = await watch.LookAsync(body[Version]?.GetValue<long>() ?? 0, cancellationToken);
        return new JsonObject { ["connections"] = connections };
    }
}
