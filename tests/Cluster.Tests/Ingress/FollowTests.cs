using System.Net.WebSockets;
using System.Text;
using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>The ingress follows the cluster: what the admin node says of the slots holds for new clients, and only for them.</summary>
public sealed class FollowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Clients { get; } = [.. Addresses.All.Take(60).Select(address => address.ToString())];

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_slot_that_goes_down_gets_no_new_client_and_nobody_else_moves(IngressKind kind)
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
        Assert.All(Clients.Where(client => before[client] != "chatnode-2"), client => Assert.Equal(before[client], without[client]));
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_live_connection_to_a_slot_that_goes_down_lives_on(IngressKind kind)
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
    public async Task Nginx_keeps_its_slots_when_the_admin_node_is_gone_or_talks_nonsense()
    {
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await TestIngress.StartAsync(IngressKind.Nginx, nodes.Slots);
        await ingress.SetUpAsync("chatnode-1", "chatnode-3");
        var (list, workers) = (ingress.Nginx.ChatServers, ingress.Nginx.Workers);

        ingress.Admin.Slots = "";
        await SaysAsync(ingress, "knows no chat node");
        ingress.Admin.Slots = "chatnode-2 up\n<html>502 Bad Gateway</html>\n";
        await SaysAsync(ingress, "answers something else than slots");
        ingress.Admin.Slots = "chatnode-7 up\nchatnode-1 draining\n";
        await SaysAsync(ingress, "names none of the slots");
        await ingress.Admin.DisposeAsync();
        await SaysAsync(ingress, "does not answer");

        Assert.Equal(list, ingress.Nginx.ChatServers);
        Assert.Equal(workers, ingress.Nginx.Workers);
        Assert.Contains("chatnode-2", list, StringComparison.Ordinal);
        Assert.DoesNotContain("chatnode-2", (await PlacesAsync(ingress)).Values);
    }

    [Fact]
    public async Task Nginx_reloads_only_when_something_changed()
    {
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await TestIngress.StartAsync(IngressKind.Nginx, nodes.Slots);
        var workers = ingress.Nginx.Workers;

        // Another order, a draining node named or not: the same slots are up.
        ingress.Admin.Slots = "";
        await SaysAsync(ingress, "knows no chat node");
        ingress.Admin.Slots = "chatnode-3 up\nchatnode-9 draining\nchatnode-2 up\nchatnode-1 up\n";
        await SaysAsync(ingress, "following the admin node");

        Assert.Equal(workers, ingress.Nginx.Workers);
    }

    [Fact]
    public async Task Nginx_starts_although_a_node_has_no_address_yet_and_no_admin_node_is_configured()
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
    public async Task Nothing_of_nginx_is_left_when_its_parent_closes_the_input_or_terminates_it()
    {
        await using var nodes = await TestNodes.StartAsync(2);
        await using var ingress = await TestIngress.StartAsync(IngressKind.Nginx, nodes.Slots);
        var workers = ingress.Nginx.Workers;

        ingress.Nginx.CloseInput();

        await Eventually.TrueAsync(
            () => !workers.Append(ingress.Nginx.ProcessId).Any(ServerProcess.IsRunning), "nginx ends with its parent");
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

    private static Task SaysAsync(TestIngress ingress, string words) =>
        Eventually.TrueAsync(() => ingress.Nginx.Output.Contains(words, StringComparison.Ordinal), $"follow.sh says: {words}");

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancellation);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer, Cancellation).WaitAsync(Eventually.Bound, Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
