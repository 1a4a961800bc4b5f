using System.Globalization;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Nodes;

/// <summary>Clients that do not read cost a node little memory.</summary>
public sealed class SlowReaderTests(ITestOutputHelper output)
{
    private const int Stuck = 50;
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
        var hub = new Uri(node.Url, ChatProtocol.HubPath);
        await using var alice = await Member.JoinAsync("alice", cluster, hub, Room);

        // What the traffic costs without any of them: the node keeps that memory.
        await using var bob = await Member.JoinAsync("bob", cluster, hub, "another-room");
        await SendAsync(bob, "another-room");
        var before = ResidentMegabytes(node.Pid);
        var stuck = new List<StuckClient>();
        for (var i = 0; i < Stuck; i++)
        {
            stuck.Add(await StuckClient.JoinAsync(node.Url, cluster.TokenFor($"stuck-{i}"), Room));
        }

        await Eventually.TrueAsync(
            async () => (await alice.Connection.WhoIsOnlineAsync(Room)).OnlineCount == Stuck + 1, "all have joined");
        await SendAsync(alice, Room);
        var grown = ResidentMegabytes(node.Pid) - before;
        var unread = (long)Stuck * Messages * Text.Length / 1_000_000;
        output.WriteLine($"{Stuck} clients left {unread} MB unread; the node grew by {grown} MB from {before} MB.");
        Assert.InRange(grown, -1_000, Stuck * MegabytesPerConnection);
        foreach (var client in stuck)
        {
            await client.DisposeAsync();
        }
    }

    private static async Task SendAsync(Member sender, string room)
    {
        for (var sent = 0; sent < Messages;)
        {
            var batch = Enumerable.Range(0, 100).Select(_ => sender.Connection.Send(room, Text).Completion).ToList();
            sent += batch.Count;
            await Task.WhenAll(batch).WaitAsync(TimeSpan.FromMinutes(1));
        }

        await Eventually.TrueAsync(
            () => sender.Shown.Count(e => e.Kind == EventKind.Message) == Messages, "all messages for the client that reads");
    }

    private static int ResidentMegabytes(int pid) =>
        int.Parse(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1_024;
}
