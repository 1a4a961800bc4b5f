using System.Text.Json;
using System.Text.Json.Serialization;
using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts.Admin;
using AspireChat.Store.Nodes;
using AspireChat.Store.Webhooks;

namespace AspireChat.AdminNode.Webhooks;

/// <summary>
/// Delivers how nodes come and go. It compares the registry with what was delivered before, so a restart of the admin node hides no change
/// that lasts.
/// </summary>
internal sealed class NodeSource(NodeRegistry registry, WebhookStore store, WebhookDispatcher dispatcher, TimeProvider time)
{
    /// <summary>The cursor's name. No room can have this name.</summary>
    public const string Name = "#nodes";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Starts with the next change: the nodes that are live now are not reported.</summary>
    public async Task BeginAsync(string webhook)
    {
        var live = await registry.ReadAsync();
        await SaveAsync(webhook, new NodeMemory(0, live.ToDictionary(node => node.Id, node => new KnownNode(node.Name, node.Draining))));
    }

    public async Task RunAsync(StoredWebhook webhook, CancellationToken cancellationToken)
    {
        if (await store.CursorAsync(webhook.Id, Name) is not { } stored)
        {
            return;
        }

        var memory = JsonSerializer.Deserialize(stored, NodeMemoryJson.Default.NodeMemory)!;
        var changes = new NodeChanges(memory.Nodes);
        while (true)
        {
            foreach (var change in changes.Since(await registry.ReadAsync()))
            {
                memory = memory.With(change);
                if (webhook.Kinds.Contains(change.Kind))
                {
                    var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                    var happened = new ClusterEvent { Kind = change.Kind, At = now, Node = change.Node.Name };
                    await dispatcher.DispatchAsync(
                        webhook, WebhookDelivery.Of($"{webhook.Id}:node:{memory.Told}", happened), cancellationToken);
                }

                await SaveAsync(webhook.Id, memory);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private Task SaveAsync(string webhook, NodeMemory memory) =>
        store.MoveAsync(webhook, Name, JsonSerializer.Serialize(memory, NodeMemoryJson.Default.NodeMemory));
}

/// <summary>What was delivered to a webhook about the nodes.</summary>
/// <param name="Told">The number of changes.</param>
/// <param name="Nodes">The nodes that were live after them, by id.</param>
internal sealed record NodeMemory(long Told, Dictionary<string, KnownNode> Nodes)
{
    public NodeMemory With(NodeChange change)
    {
        var nodes = new Dictionary<string, KnownNode>(Nodes) { [change.Id] = change.Node };
        if (change.Kind == NodeChange.Down)
        {
            nodes.Remove(change.Id);
        }

        return new NodeMemory(Told + 1, nodes);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeMemory))]
internal sealed partial class NodeMemoryJson : JsonSerializerContext;
