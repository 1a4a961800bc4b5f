using System.Net;
using System.Net.Sockets;
using AspireChat.LocalCluster.Ingress;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>A client is on the same node behind YARP as behind the real nginx.</summary>
public sealed class SameSlotTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The cluster in words, the number of slots, and which are down.</summary>
    public static TheoryData<string, int, int[]> Clusters => new()
    {
        { "three nodes", 3, [] },
        { "eight slots, three up", 8, [4, 5, 6, 7, 8] },
        { "five slots, the second and fourth down", 5, [2, 4] },
        { "so many down that nginx falls back to round robin", 16, [1, 2, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16] },
        { "one node", 1, [] },
    };

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Four_hundred_addresses_are_on_the_same_node_behind_yarp_and_nginx(string cluster, int count, int[] down)
    {
        await using var nodes = await TestNodes.StartAsync(count);
        var slots = nodes.Slots.Select((slot, index) => slot with { Up = !down.Contains(index + 1) }).ToArray();
        await using var nginx = await TestIngress.StartAsync(IngressKind.Nginx, slots);
        await using var yarp = await TestIngress.StartAsync(IngressKind.Yarp, slots);

        List<string> differences = [];
        var fallbacks = 0;
        foreach (var address in Addresses.All)
        {
            Cancellation.ThrowIfCancellationRequested();
            var byNginx = await nginx.NodeOfAsync(address.ToString());
            var byYarp = await yarp.NodeOfAsync(address.ToString());
            var byHash = Addresses.SlotOf(address, slots);
            fallbacks += byHash < 0 ? 1 : 0;
            if (byNginx != byYarp || (byHash >= 0 && slots[byHash].Name != byNginx))
            {
                differences.Add($"{address}: nginx {byNginx}, YARP {byYarp}, hash {byHash}");
            }
        }

        Assert.True(
            differences.Count == 0,
            $"{cluster}: {differences.Count} of {Addresses.All.Count}: {string.Join("; ", differences.Take(5))}");
        // The case about the fallback must reach it, and the others must not depend on it.
        Assert.Equal(cluster.Contains("round robin", StringComparison.Ordinal) || count == 1, fallbacks > 0);
    }

    [Fact]
    public void An_ipv4_client_on_a_dual_mode_socket_is_hashed_as_an_ipv4_client()
    {
        var slots = Slots(8, up: 8);
        Assert.All(Addresses.All.Where(address => address.AddressFamily == AddressFamily.InterNetwork), address =>
            Assert.Equal(Addresses.SlotOf(address, slots), Addresses.SlotOf(address.MapToIPv6(), slots)));
    }

    [Fact]
    public void Clients_of_one_24_bit_network_share_a_node()
    {
        var slots = Slots(8, up: 8);
        var network = Enumerable.Range(0, 256).Select(last => new IPAddress([192, 0, 2, (byte)last]));
        Assert.Single(network.Select(address => Addresses.SlotOf(address, slots)).Distinct());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_slot_that_goes_down_moves_only_its_own_clients(int gone)
    {
        var before = Slots(8, up: 8);
        var after = before.Select((slot, index) => slot with { Up = index != gone - 1 }).ToArray();
        Assert.All(Addresses.All, address =>
        {
            var was = Addresses.SlotOf(address, before);
            var now = Addresses.SlotOf(address, after);
            Assert.True(now != gone - 1 && (was == gone - 1 || was == now), $"{address} went from slot {was} to {now}.");
        });
    }

    private static IngressSlot[] Slots(int count, int up) =>
        [.. Enumerable.Range(1, count)
            .Select(number => new IngressSlot($"chatnode-{number}", new Uri("http://127.0.0.1:9"), number <= up))];
}
