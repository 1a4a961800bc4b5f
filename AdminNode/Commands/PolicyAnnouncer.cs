using System.Text.Json.Nodes;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Commands;
using AspireChat.Store.Moderation;

namespace AspireChat.AdminNode.Commands;

/// <summary>Announces changes to bans, mutes, roles and settings to the nodes, which otherwise notice them within a second.</summary>
internal sealed class PolicyAnnouncer(PolicyLog changes, ClusterCommands commands)
{
    /// <summary>Announces a change that has been written.</summary>
    public async Task<CommandOutcome> AnnounceAsync(PolicyChange change, string by, CancellationToken cancellationToken)
    {
        var version = await changes.AddAsync(change);
        JsonObject body = new() { [CommandTypes.PolicyVersion] = version };
        return (await commands.SendAsync(CommandTypes.Policy, body, by, null, cancellationToken)).Outcome;
    }
}
