using AspireChat.LocalCluster.Ingress;
using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>A node died or froze a moment ago, and the ingress does not know yet.</summary>
public sealed class DeadNodeTests
{
    private static readonly Uri Nowhere = new($"http://127.0.0.1:{FreePorts.Next()}");

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task An_unanswered_negotiate_goes_to_the_next_node_and_the_connect_follows(IngressKind kind)
    {
        using var hung = new HungNode();
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await StartWithSecondAtAsync(kind, nodes, hung.Address);
        var client = Addresses.Of("chatnode-2", nodes.Slots)[0];

        var negotiated = await ingress.NodeOfAsync(client, "/hubs/chat/negotiate?negotiateVersion=1", HttpMethod.Post);
        var connected = await ingress.NodeOfAsync(client, "/hubs/chat?id=1");

        Assert.True(negotiated is "chatnode-1" or "chatnode-3", negotiated);
        Assert.Equal(negotiated, connected);
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task Both_ingresses_send_a_request_whose_node_is_unreachable_to_the_same_next_node(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(4);
        await using var ingress = await StartWithSecondAtAsync(kind, nodes, Nowhere);
        var down = nodes.Slots.Select(slot => slot with { Up = slot.Name != "chatnode-2" }).ToArray();

        foreach (var client in Addresses.Of("chatnode-2", nodes.Slots).Take(20))
        {
            var expected = down[Addresses.SlotOf(System.Net.IPAddress.Parse(client), down)].Name;
            Assert.Equal(expected, await ingress.NodeOfAsync(client));
            Assert.Equal(expected, await ingress.NodeOfAsync(client, "/hubs/chat?id=1", HttpMethod.Post));
        }
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_message_that_a_node_has_read_is_not_sent_to_another_node(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(3);
        await using var ingress = await TestIngress.StartAsync(kind, nodes.Slots);

        var answer = await ingress.NodeOfAsync("198.51.100.1", "/hubs/die", HttpMethod.Post);

        Assert.Equal("502", answer);
        Assert.Single(nodes.Slots.SelectMany(slot => nodes[slot.Name].Requests));
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_node_that_comes_back_gets_its_clients_back(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(2);
        var port = FreePorts.Next();
        await using var ingress = await StartWithSecondAtAsync(kind, nodes, new Uri($"http://127.0.0.1:{port}"));
        var client = Addresses.Of("chatnode-2", nodes.Slots)[0];
        Assert.Equal("chatnode-1", await ingress.NodeOfAsync(client));

        await using var returned = await FakeNode.StartAsync("chatnode-2", port);

        await Eventually.TrueAsync(async () => await ingress.NodeOfAsync(client) == "chatnode-2", "the client is on its node again");
    }

    private static Task<TestIngress> StartWithSecondAtAsync(IngressKind kind, TestNodes nodes, Uri address) =>
        TestIngress.StartAsync(kind, [.. nodes.Slots.Select(slot => slot.Name == "chatnode-2" ? slot with { Address = address } : slot)]);
}
