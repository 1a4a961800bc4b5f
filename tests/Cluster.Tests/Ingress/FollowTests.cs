using System.Net.WebSockets;
using System.Text;
using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>The ingress follows the admin node's list of slots, for new clients only.</summary>
public sealed class FollowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Clients { get; } = [.. Addresses.All.Take(60).Select(address => address.ToString())];

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_slot_that_goes_down_gets_no_new_client_and_no_other_client_moves(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(4);
        await using var ingress = await TestIngress.StartAsync(kind, nodes.Slots);
        var before = await PlacesAsync(ingress);

        await ingress.SetUpAsync("chatnode-1", "chatnode-3", "chatnode-4");
        var without = await PlacesAsync(ingress);
        await ingress.SetUpAsync("chatnode-1", "chatnode-2", "chatnode-3", "chatnode-4");
        var after = await PlacesAsync(ingress);

        Assert.Contains("chatnode-2", before.Values);
        Assert.DoesNotContain("chatnode-2", without.Values);
        var elsewhere = Clients.Where(client => before[client] != "chatnode-2").ToList();
        Assert.NotEmpty(elsewhere);
        Assert.All(elsewhere, client => Assert.Equal(before[client], without[client]));
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_live_connection_to_a_slot_that_goes_down_stays_open(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await TestIngress.StartAsync(kind, nodes.Slots);
        var client = Addresses.Of("chatnode-2", nodes.Slots)[0];
        using var socket = await ingress.ConnectAsync(client);
        Assert.Equal("before", await EchoAsync(socket, "before"));

        await ingress.SetUpAsync("chatnode-1", "chatnode-3");

        Assert.NotEqual("chatnode-2", await ingress.NodeOfAsync(client));
        Assert.Equal("after", await EchoAsync(socket, "after"));
        Assert.Single(nodes["chatnode-2"].Requests);
    }

    [Fact]
    public async Task Nginx_keeps_its_slots_when_the_admin_node_is_gone_or_its_answer_is_invalid()
    {
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await TestIngress.StartAsync(IngressKind.Nginx, nodes.Slots);
        await ingress.SetUpAsync("chatnode-1", "chatnode-3");
        var (list, workers) = (ingress.Nginx.ChatServers, ingress.Nginx.Workers);
        var reloads = Reloads(ingress);

        ingress.Admin.Slots = "";
        await SaysAsync(ingress, "knows no chat node");
        ingress.Admin.Slots = "chatnode-2 up\n<html>502 Bad Gateway</html>\n";
        await SaysAsync(ingress, "does not answer with slots");
        ingress.Admin.Slots = "chatnode-7 up\nchatnode-1 draining\n";
        await SaysAsync(ingress, "lists none of the slots");
        await NextRoundAsync(ingress);
        Assert.Equal(reloads, Reloads(ingress));
        await ingress.Admin.DisposeAsync();
        await SaysAsync(ingress, "does not answer; the slots stay as they are");

        Assert.Equal(reloads, Reloads(ingress));
        Assert.Equal(list, ingress.Nginx.ChatServers);
        Assert.Equal(workers, ingress.Nginx.Workers);
        Assert.Contains("chatnode-2", list, StringComparison.Ordinal);
        Assert.DoesNotContain("chatnode-2", (await PlacesAsync(ingress)).Values);
    }

    [Fact]
    public async Task Nginx_reloads_only_when_a_slot_has_changed()
    {
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await TestIngress.StartAsync(IngressKind.Nginx, nodes.Slots);
        var (workers, reloads) = (ingress.Nginx.Workers, Reloads(ingress));

        // Another order, and a draining node beside: the same slots are up.
        ingress.Admin.Slots = "";
        await SaysAsync(ingress, "knows no chat node");
        ingress.Admin.Slots = "chatnode-3 up\nchatnode-9 draining\nchatnode-2 up\nchatnode-1 up\n";
        await SaysAsync(ingress, "following the admin node");
        await NextRoundAsync(ingress);

        Assert.Equal(reloads, Reloads(ingress));
        Assert.Equal(workers, ingress.Nginx.Workers);
    }

    [Fact]
    public async Task Nginx_starts_without_an_admin_node_and_before_a_node_has_an_address()
    {
        await using var node = await FakeNode.StartAsync("chatnode-1");
        await using var nginx = await NginxServer.StartAsync(new Dictionary<string, string?>
        {
            ["CHAT_NODES"] = $"chatnode-1={node.Address.Authority} chatnode-2=not-started-yet.invalid:8080",
            ["WEB"] = "http://not-started-yet.invalid:8080",
        });
        using var http = new HttpClient { BaseAddress = nginx.Address };

        Assert.Equal("chatnode-1", (await http.GetAsync("/hubs/chat", Cancellation)).Headers.GetValues("X-Node").Single());
        Assert.Equal(404, (int)(await http.GetAsync("/api/admin/v1/nodes", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task No_process_of_nginx_is_left_after_its_input_closes()
    {
        await using var nodes = await TestNodes.StartAsync(2);
        await using var ingress = await TestIngress.StartAsync(IngressKind.Nginx, nodes.Slots);
        var workers = ingress.Nginx.Workers;

        ingress.Nginx.CloseInput();

        await Eventually.TrueAsync(
            () => !workers.Append(ingress.Nginx.ProcessId).Any(ServerProcess.IsRunning), "nginx ends with its parent");
    }

    [Fact]
    public async Task A_list_that_nginx_refuses_is_rolled_back_and_the_next_valid_one_is_used()
    {
        await using var nodes = await TestNodes.StartAsync(2);
        using var folder = new TemporaryFolder();
        // Stands in for the name service: follow.sh resolves names with getent.
        var answer = folder["address"];
        await File.WriteAllTextAsync(answer, "127.0.0.1", Cancellation);
        folder.WriteScript("getent", $"cat '{answer}'");
        var port = nodes["chatnode-1"].Address.Port;
        await using var nginx = await NginxServer.StartAsync(new Dictionary<string, string?>
        {
            ["PATH"] = $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["CHAT_NODES"] = $"chatnode-1=first.example:{port} chatnode-2={nodes["chatnode-2"].Address.Authority}",
            ["WEB"] = nodes["chatnode-2"].Address.GetLeftPart(UriPartial.Authority),
            ["FOLLOW_SECONDS"] = "1",
        });
        var (list, workers) = (nginx.ChatServers, nginx.Workers);
        Assert.Contains($"server 127.0.0.1:{port} ", list, StringComparison.Ordinal);

        await File.WriteAllTextAsync(answer, "127.0.0.1;nonsense", Cancellation);
        await SaysAsync(nginx, "nginx refuses the new slots; the old ones stay");

        await Eventually.TrueAsync(() => nginx.ChatServers == list, "the old list is back");
        Assert.Equal(workers, nginx.Workers);

        // A reload by hand finds the old list.
        ServerProcess.Signal(nginx.ProcessId, 1);
        await Eventually.TrueAsync(
            () => nginx.Workers is { Count: NginxServer.WorkerCount } now && !now.Intersect(workers).Any(),
            () => $"it reloads: {nginx.Output}");
        await File.WriteAllTextAsync(answer, "127.0.0.2", Cancellation);
        var next = list.Replace($"127.0.0.1:{port} ", $"127.0.0.2:{port} ", StringComparison.Ordinal);
        await Eventually.TrueAsync(() => nginx.ChatServers == next, "the next list is used");
    }

    [Fact]
    public async Task The_number_of_old_nginx_workers_is_bounded_however_often_a_node_is_drained()
    {
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await TestIngress.StartAsync(IngressKind.Nginx, nodes.Slots);
        var client = Addresses.Of("chatnode-1", nodes.Slots)[0];
        List<ClientWebSocket> sockets = [];
        try
        {
            for (var round = 0; round < 4; round++)
            {
                foreach (string[] up in new[] { new[] { "chatnode-1", "chatnode-3" }, ["chatnode-1", "chatnode-2", "chatnode-3"] })
                {
                    // Several at once, so that most workers have one to stay for.
                    sockets.AddRange(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ingress.ConnectAsync(client))));
                    await ingress.SetUpAsync(up);
                }
            }

            // Of eight reloads, those of the last three may live on.
            await Eventually.TrueAsync(
                () => ingress.Nginx.ReplacedWorkers.Count is > 0 and <= 3 * NginxServer.WorkerCount,
                () => $"old workers end, but {ingress.Nginx.ReplacedWorkers.Count} are there");
            Assert.Equal("still here", await EchoAsync(sockets[^1], "still here"));
            await Assert.ThrowsAnyAsync<WebSocketException>(() => EchoAsync(sockets[0], "too old"));
            using var again = await ingress.ConnectAsync(client);
            Assert.Equal("welcome back", await EchoAsync(again, "welcome back"));
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<Dictionary<string, string>> PlacesAsync(TestIngress ingress)
    {
        var places = new Dictionary<string, string>();
        foreach (var client in Clients)
        {
            places[client] = await ingress.NodeOfAsync(client);
        }

        return places;
    }

    /// <summary>How often follow.sh has given new lists to nginx.</summary>
    private static int Reloads(TestIngress ingress) => ingress.Nginx.Output.Split("ingress: slots: ").Length - 1;

    /// <summary>Waits until follow.sh has acted on the present answer: it has asked twice more, and it acts before it asks again.</summary>
    private static Task NextRoundAsync(TestIngress ingress)
    {
        var asked = ingress.Admin.Asked;
        return Eventually.TrueAsync(() => ingress.Admin.Asked >= asked + 2, "follow.sh asks again");
    }

    private static Task SaysAsync(TestIngress ingress, string words) => SaysAsync(ingress.Nginx, words);

    private static Task SaysAsync(NginxServer nginx, string words) =>
        Eventually.TrueAsync(() => nginx.Output.Contains(words, StringComparison.Ordinal), $"follow.sh says: {words}");

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancellation);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, Cancellation).WaitAsync(Eventually.Bound, Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
