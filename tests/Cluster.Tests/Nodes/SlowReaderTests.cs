using System.Globalization;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>Clients that do not read cost a node little memory.</summary>
public sealed class SlowReaderTests(ITestOutputHelper output)
{
    private const int Stuck = 100;
    private const int Messages = 1_500;

    /// <summary>What a connection costs at most, however much it has not read: see docs/reliability.md.</summary>
    private const double MegabytesPerConnection = 1;

    private const string Room = "slow-readers";
    private static readonly string Text = new('x', 4_000);

    [Fact]
    public async Task Clients_that_stop_reading_delay_nobody_and_do_not_fill_the_nodes_memory()
    {
        await using var cluster = await ClusterProcess.StartAsync(
            ["--nodes", "1"], new Dictionary<string, string?> { ["Chat__Limits__SendsPerSecond"] = "0" });
        var node = cluster.Info.Nodes[0];
        await using var alice = await Member.JoinAsync("alice", cluster, new Uri(node.Url, ChatProtocol.HubPath), Room);

        // What the traffic costs without any of them: the node keeps that memory.
        await SendAsync(alice);
        var before = ResidentMegabytes(node.Pid);
        var stuck = new List<StuckClient>();
        for (var i = 0; i < Stuck; i++)
        {
            stuck.Add(await StuckClient.JoinAsync(node.Url, cluster.TokenFor($"stuck-{i}"), Room));
        }

        await Eventually.TrueAsync(
            () => alice.Shown.Count(e => e.Kind == EventKind.Join) == Stuck + 1, "all have joined");
        await SendAsync(alice);
        var grown = ResidentMegabytes(node.Pid) - before;
        var unread = (long)Stuck * Messages * Text.Length / 1_000_000;
        output.WriteLine($"{Stuck} clients left {unread} MB unread; the node grew by {grown} MB from {before} MB.");
        Assert.InRange(grown, -1_000, Stuck * MegabytesPerConnection);
        foreach (var client in stuck)
        {
            await client.DisposeAsync();
        }
    }

    private static async Task SendAsync(Member alice)
    {
        var all = alice.Shown.Count(e => e.Kind == EventKind.Message) + Messages;
        for (var sent = 0; sent < Messages;)
        {
            var batch = Enumerable.Range(0, 100).Select(_ => alice.Connection.Send(Room, Text).Completion).ToList();
            sent += batch.Count;
            await Task.WhenAll(batch).WaitAsync(TimeSpan.FromMinutes(1));
        }

        await Eventually.TrueAsync(
            () => alice.Shown.Count(e => e.Kind == EventKind.Message) == all, "all messages for the client that reads");
    }

    private static int ResidentMegabytes(int pid) =>
        int.Parse(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1_024;
}
