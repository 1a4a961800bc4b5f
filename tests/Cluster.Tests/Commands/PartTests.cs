using System.Globalization;
using AspireChat.Cluster.Tests.Admin;

namespace AspireChat.Cluster.Tests.Commands;

/// <summary>A part that the cluster has one of can end and be started again while the rest keeps running.</summary>
[Collection(nameof(AdminCollection))]
public sealed class PartTests(AdminCluster fixture)
{
    private ClusterProcess Cluster => fixture.Cluster;

    [Fact]
    public async Task A_killed_admin_node_can_be_started_again_and_lists_the_nodes()
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
    public async Task Web_can_be_killed_and_started_again_at_the_prompt()
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
    [InlineData("restart admin", "Unknown command \"restart admin\". Commands: kill")]
    [InlineData("start", "Which one?")]
    [InlineData("start 9", "There is no chatnode-9; this cluster has slots 1 to 8 (start it with --nodes N for more).")]
    [InlineData("kill redis", "There is no \"redis\"; use a node's number, or admin, web.")]
    [InlineData("drain web", "Only a node can be drained; use: kill web")]
    [InlineData("start ingress", "The ingress (yarp) runs in this process; it stops with the cluster.")]
    public async Task Every_command_gets_a_helpful_answer(string command, string answer)
    {
        var said = Cluster.Output.Length;
        await Cluster.CommandAsync(command);
        await Cluster.SaysAsync(answer, said);
    }

    [Fact]
    public async Task Input_without_line_breaks_is_refused_in_one_line_and_does_not_fill_the_memory()
    {
        const int Megabytes = 64;
        var before = PeakMegabytes();
        var said = Cluster.Output.Length;
        await Cluster.CommandAsync(new string('x', Megabytes << 20));
        await Cluster.CommandAsync("start");
        await Cluster.SaysAsync("Which one?", said);
        Assert.Contains("A line of more than 200 characters is no command.", Cluster.Output[said..], StringComparison.Ordinal);
        Assert.InRange(PeakMegabytes() - before, 0, Megabytes);

        int PeakMegabytes() => File.ReadLines($"/proc/{Cluster.ProcessId}/status")
            .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line => int.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) >> 10)
            .Single();
    }
}
