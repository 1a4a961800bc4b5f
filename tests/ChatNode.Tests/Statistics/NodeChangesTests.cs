using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts.Admin;

namespace AspireChat.ChatNode.Tests.Statistics;

/// <summary>Which nodes came and went between two looks.</summary>
public sealed class NodeChangesTests
{
    private static readonly NodeInfo One = new() { Id = "chatnode-1~1", Name = "chatnode-1" };
    private static readonly NodeInfo Two = new() { Id = "chatnode-2~1", Name = "chatnode-2" };

    [Fact]
    public void A_restarted_node_is_reported_as_gone_and_new()
    {
        var changes = new NodeChanges();
        Assert.Empty(changes.Since([One, Two]));
        Assert.Equal([("node-down", "chatnode-2"), ("node-up", "chatnode-2")], changes.Since([One, Two with { Id = "chatnode-2~2" }]));
    }

    [Fact]
    public void Draining_and_undraining_are_reported()
    {
        var changes = new NodeChanges();
        changes.Since([One, Two]);
        Assert.Equal([("node-draining", "chatnode-1")], changes.Since([One with { Draining = true }, Two]));
        Assert.Empty(changes.Since([One with { Draining = true }, Two]));
        Assert.Equal([("node-up", "chatnode-1")], changes.Since([One, Two]));
    }

    [Fact]
    public void After_an_outage_nodes_have_a_moment_to_register_again()
    {
        var changes = new NodeChanges();
        changes.Since([One, Two]);
        changes.Forgive();
        Assert.Empty(changes.Since([]));
        Assert.Empty(changes.Since([One]));
        Assert.Empty(changes.Since([One]));
        Assert.Equal([("node-down", "chatnode-2")], changes.Since([One]));
    }
}
