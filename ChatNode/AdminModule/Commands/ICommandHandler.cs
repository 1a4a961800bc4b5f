using System.Text.Json.Nodes;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;

namespace AspireChat.ChatNode.AdminModule.Commands;

/// <summary>Carries out one type of command on a node. Registered as a service.</summary>
internal interface ICommandHandler
{
    /// <summary>The command's type, one of <see cref="CommandTypes"/>.</summary>
    string Type { get; }

    /// <summary>Does it.</summary>
    /// <returns>What the admin node gets to see; a property <c>connections</c> becomes <see cref="NodeAnswer.Connections"/>.</returns>
    Task<JsonNode?> RunAsync(JsonObject body, CancellationToken cancellationToken);
}
