using AspireChat.AdminNode.Monitor;
using AspireChat.Contracts.Admin;

namespace AspireChat.ChatNode.Tests.Statistics;

/// <summary>How nodes come and go between two lists.</summary>
public sealed class NodeChangesTests
{
    private static readonly NodeInfo One = new() { Id = "chatnode-1~1", Name = "chatnode-1" };
    private static readonly NodeInfo Two = new() { Id = "chatnode-2~1", Name = "chatnode-2" };

    [Fact]
    public void A_restarted_node_went_down_and_came_up()
    {
        var changes = new NodeChanges();
        Assert.Empty(Since(changes, One, Two));
        Assert.Equal([("node-down", "chatnode-2"), ("node-up", "chatnode-2")], Since(changes, One, Two with { Id = "chatnode-2~2" }));
        Assert.Empty(Since(changes, One, Two with { Id = "chatnode-2~2" }));
    }

    [Fact]
    public void Draining_and_its_end_are_reported()
    {
        var changes = new NodeChanges();
        Since(changes, One, Two);
        Assert.Equal([("node-draining", "chatnode-1")], Since(changes, One with { Draining = true }, Two));
        Assert.Empty(Since(changes, One with { Draining = true }, Two));
        Assert.Equal([("node-up", "chatnode-1")], Since(changes, One, Two));
    }

    [Fact]
    public void A_node_is_down_after_three_lists_without_it_and_an_outage_starts_the_count_again()
    {
        var changes = new NodeChanges();
        Since(changes, One, Two);
        Assert.Empty(Since(changes));
        Assert.Empty(Since(changes, One));
        changes.Forgive();
        Assert.Empty(Since(changes, One));
        Assert.Empty(Since(changes, One));
        Assert.Equal([("node-down", "chatnode-2")], Since(changes, One));
        Assert.Equal([("node-up", "chatnode-2")], Since(changes, One, Two));
    }

    [Fact]
    public void What_was_known_before_a_restart_is_compared_with_the_first_list()
    {
        var changes = new NodeChanges(new Dictionary<string, KnownNode> { [One.Id] = new(One.Name, Draining: false) });
        Assert.Equal([("node-up", "chatnode-2")], Since(changes, One, Two));
    }

    private static IEnumerable<(string, string)> Since(NodeChanges changes, params NodeInfo[] live) =>
        changes.Since(live).Select(change => (change.Kind, change.Node.Name));
}
