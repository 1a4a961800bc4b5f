using System.Net;
using System.Net.Sockets;
using AspireChat.LocalCluster.Ingress;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Client addresses to try, the same in every run.</summary>
internal static class Addresses
{
    /// <summary>400 random addresses: half of them IPv4, half IPv6.</summary>
    public static IReadOnlyList<IPAddress> All { get; } = [.. Generate()];

    /// <summary>The IPv4 addresses whose slot is the one named.</summary>
    public static IReadOnlyList<string> Of(string slot, IReadOnlyList<IngressSlot> slots) =>
        [.. All.Where(address => address.AddressFamily == AddressFamily.InterNetwork && slots[SlotOf(address, slots)].Name == slot)
            .Select(address => address.ToString())];

    /// <summary>The index of an address's slot, or -1 where the hash gives up and round robin decides.</summary>
    public static int SlotOf(IPAddress address, IReadOnlyList<IngressSlot> slots) => new IpHash(address).Next(slots, slot => slot.Up);

    private static IEnumerable<IPAddress> Generate()
    {
        var random = new Random(20_26);
        var bytes = new byte[16];
        for (var n = 0; n < 200; n++)
        {
            random.NextBytes(bytes);
            // Not 127/8, which the tests trust as proxies, nor 0/8 or multicast, which no client has.
            yield return new IPAddress([(byte)(1 + (bytes[0] % 126)), bytes[1], bytes[2], bytes[3]]);
            bytes[0] = 0x20;
            yield return new IPAddress(bytes);
        }
    }
}
