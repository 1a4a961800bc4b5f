using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AspireChat.Client;
using AspireChat.Cluster.Tests.Nodes;
using AspireChat.Contracts;

namespace AspireChat.Cluster.Tests.Commands;

/// <summary>LocalCluster as a person at a terminal uses it.</summary>
public sealed class LocalClusterTests
{
    [Fact]
    public async Task Stopping_it_leaves_nothing_behind()
    {
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "2"]);
        Assert.Equal(0, await cluster.StopAsync());
        await cluster.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Killing_it_leaves_nothing_behind()
    {
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "2"]);
        await cluster.KillAsync();
        await cluster.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_killed_nginx_can_be_started_again_and_leaves_nothing_behind()
    {
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "2", "--ingress", "nginx"]);
        ServerProcess.Signal(cluster.Info.IngressPid, 9);
        await cluster.SaysAsync("Start it again with: start ingress");
        await cluster.CommandAsync("start ingress");
        await cluster.SaysAsync("nginx is up");
        Assert.NotEqual(cluster.Info.IngressPid, cluster.ReadReadyFile()!.IngressPid);
        await using var alice = await Member.JoinAsync("alice", cluster, cluster.Info.Hub, "through-the-new-nginx");

        // Its follower, which would end left-over workers in a second, must not be needed.
        var family = Family(cluster.ReadReadyFile()!.IngressPid);
        var workers = family.Where(pid => Command(pid).StartsWith("nginx: worker", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(workers);
        family.Where(pid => Command(pid).Contains("follow.sh", StringComparison.Ordinal)).ToList()
            .ForEach(pid => ServerProcess.Signal(pid, 19));
        await cluster.CommandAsync("kill ingress");
        await Eventually.TrueAsync(() => !workers.Exists(ServerProcess.IsRunning), "the workers end with their nginx");
        await cluster.KillAsync();
        await cluster.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_node_can_be_added_without_disconnecting_anybody()
    {
        const string room = "growing";
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "1"]);
        await using var alice = await Member.JoinAsync("alice", cluster, cluster.Info.Hub, room);
        await cluster.StartNodeAsync(5);
        var nodes = new HashSet<string>();
        var user = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var member = await Member.JoinAsync($"user-{user}", cluster, cluster.Info.HubFrom("abc"[user++ % 3]), room);
                nodes.Add(member.Connection.Session!.Node);
                return nodes.Contains("chatnode-5");
            },
            "the new node gets clients");
        await alice.Connection.Send(room, "still here").Completion.WaitAsync(Eventually.Bound);
        Assert.Equal(ConnectionStatus.Online, alice.Connection.Status);
        Assert.Equal(1, alice.Resets);
    }

    [Fact]
    public async Task Rooms_survive_a_SIGKILL_of_the_whole_cluster()
    {
        using var data = new TemporaryFolder();
        const string room = "survivor";
        await using (var cluster = await ClusterProcess.StartAsync(["--nodes", "1"], data: data.Path))
        {
            await using var alice = await Member.JoinAsync("alice", cluster, cluster.Info.Hub, room);
            await alice.Connection.Send(room, "remember me").Completion.WaitAsync(Eventually.Bound);
            await cluster.KillAsync();
            await cluster.NothingIsLeftAsync();
        }

        await using var again = await ClusterProcess.StartAsync(["--nodes", "1"], data: data.Path);
        await using var bob = await Member.JoinAsync("bob", again, again.Info.Hub, room);
        Assert.Contains(bob.Shown, e => e is { Kind: EventKind.Message, Text: "remember me", User: "alice" });
    }

    [Fact]
    public async Task A_taken_port_is_reported_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, output) = await RunAsync("--port", port.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(2, exitCode);
        Assert.Contains($"Port {port} is taken", Assert.Single(Lines(output)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_Redis_is_reported_in_one_line()
    {
        var nowhere = $"127.0.0.1:{FreePorts.Next()}";
        var (exitCode, output) = await RunAsync("--redis", nowhere);
        Assert.Equal(2, exitCode);
        Assert.Contains(nowhere, Assert.Single(Lines(output)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_dashboard_is_reported_in_one_line()
    {
        var (exitCode, output) = await RunAsync("--dashboard", "/nowhere/aspire");
        Assert.Equal(2, exitCode);
        Assert.Contains("/nowhere/aspire", Assert.Single(Lines(output)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dashboard_that_ends_at_once_is_reported_with_its_last_output()
    {
        using var folder = new TemporaryFolder();
        var cli = folder.WriteScript("aspire", "echo 'no such command: dashboard'\nexit 3");
        var (exitCode, output) = await RunAsync("--dashboard", cli);
        Assert.Equal(2, exitCode);
        Assert.Contains("no such command: dashboard", Lines(output)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_dashboard_ends_with_a_killed_cluster()
    {
        var cli = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, "aspire")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(cli is null, "The aspire CLI is not in PATH (npm install -g @microsoft/aspire-cli).");
        await using var cluster = await ClusterProcess.StartAsync(["--nodes", "1", "--dashboard", cli]);
        Assert.NotNull(cluster.Info.Telemetry);
        using var http = new HttpClient();
        Assert.Contains("Aspire", await http.GetStringAsync(cluster.Info.Telemetry), StringComparison.Ordinal);
        await cluster.KillAsync();
        await cluster.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--nodes", "0")]
    [InlineData("--nodes", "many")]
    [InlineData("--port", "99999")]
    [InlineData("--ingress", "apache")]
    [InlineData("--published", "nowhere")]
    public async Task Invalid_options_are_named_in_the_error(params string[] options)
    {
        var (exitCode, output) = await RunAsync(options);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(options[^1], output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (exitCode, output) = await RunAsync("--help");
        Assert.Equal(0, exitCode);
        foreach (var option in new[]
            { "--nodes", "--port", "--redis", "--ingress", "--dashboard", "--data", "--ready-file", "--published" })
        {
            Assert.Contains(option, output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cluster_that_is_stopped_while_it_starts_ends_quietly_with_exit_code_0(bool byClosingItsInput)
    {
        using var folder = new TemporaryFolder();
        await using var cluster = ServerProcess.Start(
            "dotnet",
            [
                Repository.Output("LocalCluster", "AspireChat.LocalCluster.dll"), "--port", $"{FreePorts.NextRun(24)}", "--nodes", "2",
                "--data", folder["data"], "--dashboard", "off",
            ],
            new Dictionary<string, string?> { ["Chat__StopWithParent"] = "true" });
        // Its processes run, and are not ready yet.
        await Eventually.TrueAsync(() => cluster.Children.Count >= 4, "the processes are started");

        if (byClosingItsInput)
        {
            cluster.CloseInput();
        }
        else
        {
            cluster.Terminate();
        }

        await cluster.WaitForExitAsync();
        Assert.Equal(0, cluster.ExitCode);
        Assert.DoesNotContain("xception", cluster.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", cluster.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Commands:", cluster.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_data_folder_even_one_from_an_older_version()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes.");
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        var attachment = Path.Combine(data, "files", "ab", "picture");
        Directory.CreateDirectory(Path.GetDirectoryName(attachment)!);
        await File.WriteAllTextAsync(attachment, "from an older version");
        Assert.NotEmpty(ReadableByOthers(data));
        await using (var cluster = await ClusterProcess.StartAsync(["--nodes", "1"], data: data))
        {
            await using var alice = await Member.JoinAsync("alice", cluster, cluster.Info.Hub, "private");
            await alice.Connection.Send("private", "hello").Completion.WaitAsync(Eventually.Bound);
            Assert.Contains("redis", Directory.EnumerateDirectories(data).Select(Path.GetFileName));
            Assert.Empty(ReadableByOthers(data));
        }

        Assert.Empty(ReadableByOthers(data));
    }

    private static string[] ReadableByOthers(string folder)
    {
        const UnixFileMode owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var root = new DirectoryInfo(folder);
        return [.. root.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(root)
            .Where(entry => (entry.UnixFileMode & ~owners) != 0).Select(entry => $"{entry.UnixFileMode} {entry.FullName}")];
    }

    private static List<int> Family(int parent) =>
    [
        .. File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
    ];

    private static string Command(int pid) => File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');

    private static string[] Lines(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] options)
    {
        using var folder = new TemporaryFolder();
        await using var process = ServerProcess.Start(
            "dotnet", [Repository.Output("LocalCluster", "AspireChat.LocalCluster.dll"), "--data", folder.Path, .. options]);
        await process.WaitForExitAsync();
        return (process.ExitCode, process.Output);
    }
}
