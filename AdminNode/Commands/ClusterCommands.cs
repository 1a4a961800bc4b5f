using System.Text.Json.Nodes;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;

namespace AspireChat.AdminNode.Commands;

/// <summary>Sends signed commands to the nodes, and collects their answers until all have answered or the deadline has passed.</summary>
internal interface IClusterCommands
{
    /// <summary>Sends a command.</summary>
    /// <param name="type">Which, one of <see cref="CommandTypes"/>.</param>
    /// <param name="body">Its arguments.</param>
    /// <param name="issuer">Who wants it.</param>
    /// <param name="node">The one node it is for, by name; null: all of them.</param>
    /// <param name="cancellationToken">Gives up waiting; the command may be carried out all the same.</param>
    Task<CommandResult> SendAsync(string type, JsonObject body, string issuer, string? node, CancellationToken cancellationToken);
}

/// <param name="Outcome">Who answered what.</param>
/// <param name="Results">What the nodes' handlers returned, by node name.</param>
internal sealed record CommandResult(CommandOutcome Outcome, IReadOnlyDictionary<string, JsonNode?> Results);
