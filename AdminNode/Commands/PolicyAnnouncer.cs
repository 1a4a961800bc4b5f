using System.Text.Json.Nodes;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Moderation;

namespace AspireChat.AdminNode.Commands;

/// <summary>The admin node's side: says that something changed, and hears from which nodes it holds. The others find out within a second.</summary>
internal sealed class PolicyAnnouncer(PolicyLog changes, IClusterCommands commands)
{
    /// <summary>Announces a change that has been written.</summary>
    public async Task<CommandOutcome> AnnounceAsync(PolicyChange change, string by, CancellationToken cancellationToken)
    {
        var version = await changes.AddAsync(change);
        return (await commands.SendAsync(CommandTypes.Policy, new JsonObject { [CommandTypes.PolicyVersion] = version }, by, null, cancellationToken)).Outcome;
    }
}
