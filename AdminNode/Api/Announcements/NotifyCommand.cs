using System.Text.Json.Nodes;
using AspireChat.AdminNode.Commands;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Nodes;
using Microsoft.AspNetCore.Http;

namespace AspireChat.AdminNode.Api.Announcements;

/// <summary>Sends notices: one node passes them to the others.</summary>
internal static class NotifyCommand
{
    /// <summary>Sends <c>notify</c> to one living node.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public static async Task<CommandOutcome> NotifyAsync(
        this IClusterCommands commands, JsonObject body, string issuer, NodeRegistry registry, CancellationToken cancellationToken)
    {
        // A draining one does it as well, but may be gone in a moment.
        var node = (await registry.ReadAsync()).MinBy(living => living.Draining)
            ?? throw new ApiException(StatusCodes.Status503ServiceUnavailable, "unavailable", "No chat node is running that could pass it on.");
        return (await commands.SendAsync(CommandTypes.Notify, body, issuer, node.Name, cancellationToken)).Outcome;
    }
}
