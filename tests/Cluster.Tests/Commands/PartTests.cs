using AspireChat.Cluster.Tests.Admin;

namespace AspireChat.Cluster.Tests.Commands;

/// <summary>What a cluster has one of can end, and is started again without ending the rest.</summary>
[Collection(nameof(AdminCollection))]
public sealed class PartTests(AdminCluster fixture)
{
    private ClusterProcess Cluster => fixture.Cluster;

    [Fact]
    public async Task A_killed_admin_node_is_started_again_and_lists_the_nodes()
    {
        var said = Cluster.Output.Length;
        ServerProcess.Signal(Cluster.ReadReadyFile()!.AdminNode.Pid, 9);
        await Cluster.SaysAsync("ended by itself with exit code 137. Start it again with: start admin", said);
        await Cluster.CommandAsync("start admin");
        await Cluster.SaysAsync("adminnode is up", said);
        var nodes = await Eventually.GetAsync(() => fixture.Admin.GetAsync("nodes"), "the admin API answers");
        Assert.Contains(nodes["items"]!.AsArray(), node => (string?)node!["name"] == "chatnode-1");
        await Cluster.CommandAsync("start admin");
        await Cluster.SaysAsync("adminnode runs already", said);
    }

    [Fact]
    public async Task Web_is_killed_at_the_prompt_and_started_again_and_the_page_is_there()
    {
        var said = Cluster.Output.Length;
        await Cluster.CommandAsync("kill web");
        await Cluster.SaysAsync("has ended. Start it again with: start web", said);
        await Cluster.CommandAsync("start web");
        await Cluster.SaysAsync("web is up", said);
        using var http = new HttpClient();
        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync(Cluster.Info.Ingress)).Contains("AspireChat", StringComparison.Ordinal), "the page");
    }

    [Theory]
    [InlineData("help", "start NAME")]
    [InlineData("restart admin", "\"restart admin\" is not known. Commands: kill")]
    [InlineData("start", "Which one?")]
    [InlineData("start 9", "There is no chatnode-9; this cluster has room for 1 to 8 (more with --nodes at its start).")]
    [InlineData("kill redis", "There is no \"redis\"; use a node's number, or admin, web.")]
    [InlineData("drain web", "Only nodes have clients to hand over; use: kill web")]
    [InlineData("start ingress", "The ingress is in this process (yarp), and ends only with it.")]
    public async Task Every_command_has_an_answer_that_helps(string command, string answer)
    {
        var said = Cluster.Output.Length;
        await Cluster.CommandAsync(command);
        await Cluster.SaysAsync(answer, said);
    }
}
