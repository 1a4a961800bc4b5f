using System.Text.Json.Nodes;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>Runs one type of command on a node. Registered as a service.</summary>
internal interface ICommandHandler
{
    /// <summary>The command's type, one of <see cref="CommandTypes"/>.</summary>
    string Type { get; }

    /// <summary>Runs a command.</summary>
    /// <returns>The result for the admin node; a property <c>connections</c> becomes <see cref="NodeAnswer.Connections"/>.</returns>
    Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken);
}
