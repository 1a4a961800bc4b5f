using AspireChat.LocalCluster.Ingress;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Several fake nodes and their slots.</summary>
public sealed class TestNodes : IAsyncDisposable
{
    private readonly FakeNode[] _nodes;

    private TestNodes(FakeNode[] nodes) => _nodes = nodes;

    public FakeNode this[string name] => _nodes.Single(node => node.Name == name);

    /// <summary>All up.</summary>
    public IReadOnlyList<IngressSlot> Slots => [.. _nodes.Select(node => new IngressSlot(node.Name, node.Address, Up: true))];

    public static async Task<TestNodes> StartAsync(int count) =>
        new(await Task.WhenAll(Enumerable.Range(1, count).Select(number => FakeNode.StartAsync($"chatnode-{number}"))));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
