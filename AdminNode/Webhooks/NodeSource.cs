using System.Text.Json;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>What a webhook has been told of the nodes.</summary>
/// <param name="Told">How many changes there were.</param>
/// <param name="Nodes">The nodes that it believes to live, by id.</param>
internal sealed record NodeMemory(long Told, Dictionary<string, KnownNode> Nodes);

internal sealed record KnownNode(string Name, bool Draining);

/// <summary>
/// Tells a webhook how nodes come and go: compares the registry with what was told before, so that a restart of the admin node hides
/// nothing that lasts.
/// </summary>
internal sealed class NodeSource(NodeRegistry registry, WebhookStore store, WebhookCourier courier, TimeProvider time)
{
    /// <summary>Where the cursor is kept; no room can have this name.</summary>
    public const string Name = "#nodes";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How often in a row a node must be missing: after an outage of Redis each needs a moment to come back.</summary>
    private const int LooksUntilDown = 3;

    /// <summary>From here on: the nodes that live now are nothing new.</summary>
    public async Task BeginAsync(string webhook)
    {
        await registry.LookAsync();
        await RememberAsync(webhook, new NodeMemory(0, registry.Live.Values.ToDictionary(node => node.Id, node => new KnownNode(node.Name, node.Draining))));
    }

    public async Task RunAsync(StoredWebhook webhook, CancellationToken cancellationToken)
    {
        if (await store.CursorAsync(webhook.Id, Name) is not { } stored)
        {
            return;
        }

        var memory = JsonSerializer.Deserialize(stored, WebhookJson.Default.NodeMemory)!;
        Dictionary<string, int> missing = [];
        while (true)
        {
            await registry.LookAsync();
            foreach (var (kind, id, node) in Changes(memory.Nodes, missing))
            {
                await TellAsync(webhook, kind, node.Name, memory.Told + 1, cancellationToken);
                var nodes = new Dictionary<string, KnownNode>(memory.Nodes) { [id] = node };
                if (kind == WebhookKinds.NodeDown)
                {
                    nodes.Remove(id);
                }

                memory = new NodeMemory(memory.Told + 1, nodes);
                await RememberAsync(webhook.Id, memory);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private List<(string Kind, string Id, KnownNode Node)> Changes(Dictionary<string, KnownNode> known, Dictionary<string, int> missing)
    {
        List<(string, string, KnownNode)> changes = [];
        var live = registry.Live;
        foreach (var (id, node) in known.Where(node => !live.ContainsKey(node.Key)))
        {
            missing[id] = missing.GetValueOrDefault(id) + 1;
            if (missing[id] >= LooksUntilDown)
            {
                missing.Remove(id);
                changes.Add((WebhookKinds.NodeDown, id, node));
            }
        }

        foreach (var (id, node) in live)
        {
            missing.Remove(id);
            if (!known.TryGetValue(id, out var before) || before.Draining != node.Draining)
            {
                changes.Add((node.Draining ? WebhookKinds.NodeDraining : WebhookKinds.NodeUp, id, new KnownNode(node.Name, node.Draining)));
            }
        }

        return changes;
    }

    private async Task TellAsync(StoredWebhook webhook, string kind, string node, long number, CancellationToken cancellationToken)
    {
        if (webhook.Kinds.Contains(kind))
        {
            var told = new ClusterEvent { Kind = kind, At = time.GetUtcNow().ToUnixTimeMilliseconds(), Node = node };
            await courier.TellAsync(
                webhook,
                WebhookDelivery.Of($"{webhook.Id}:node:{number}", kind, told.At, json => JsonSerializer.Serialize(json, told, AdminJson.Default.ClusterEvent)),
                cancellationToken);
        }
    }

    private Task RememberAsync(string webhook, NodeMemory memory) =>
        store.MoveAsync(webhook, Name, JsonSerializer.Serialize(memory, WebhookJson.Default.NodeMemory));
}
