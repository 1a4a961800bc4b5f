using AspireChat.LocalCluster.Ingress;
using AspireChat.Testing;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>A node that died or froze a moment ago, of which the ingress was not told yet.</summary>
public sealed class DeadNodeTests
{
    private static readonly Uri Nowhere = new($"http://127.0.0.1:{FreePorts.Next()}");

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_negotiate_that_gets_no_answer_goes_to_the_next_node_and_the_connect_follows_it(IngressKind kind)
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
    public async Task A_request_that_cannot_reach_its_node_goes_to_the_next_and_both_ingresses_agree_which(IngressKind kind)
    {
        await using var nodes = await TestNodes.StartAsync(4);
        await using var ingress = await StartWithSecondAtAsync(kind, nodes, Nowhere);
        var down = nodes.Slots.Select(slot => slot with { Up = slot.Name != "chatnode-2" }).ToArray();

        foreach (var client in Addresses.Of("chatnode-2", nodes.Slots).Take(20))
        {
            var expected = down[IpHash.SlotOf(System.Net.IPAddress.Parse(client), down)].Name;
            Assert.Equal(expected, await ingress.NodeOfAsync(client));
            Assert.Equal(expected, await ingress.NodeOfAsync(client, "/hubs/chat?id=1", HttpMethod.Post));
        }
    }

    [Theory]
    [InlineData(IngressKind.Nginx)]
    [InlineData(IngressKind.Yarp)]
    public async Task A_message_that_a_node_has_read_is_sent_to_no_other(IngressKind kind)
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
    public async Task A_node_that_comes_back_gets_its_clients_again(IngressKind kind)
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
