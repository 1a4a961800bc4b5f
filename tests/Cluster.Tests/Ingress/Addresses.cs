using System.Net;

namespace AspireChat.Cluster.Tests.Ingress;

/// <summary>Client addresses to try, the same in every run.</summary>
internal static class Addresses
{
    /// <summary>400: half of them IPv4, half IPv6, from all over.</summary>
    public static IReadOnlyList<IPAddress> All { get; } = [.. Generate()];

    /// <summary>IPv4 addresses whose slot is the one named, of all slots up.</summary>
    public static IReadOnlyList<string> Of(string slot, IReadOnlyList<LocalCluster.Ingress.IngressSlot> slots) =>
        [.. All.Where(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            && slots[LocalCluster.Ingress.IpHash.SlotOf(address, slots)].Name == slot).Select(address => address.ToString())];

    private static IEnumerable<IPAddress> Generate()
    {
        var random = new Random(20_26);
        var bytes = new byte[16];
        for (var n = 0; n < 200; n++)
        {
            random.NextBytes(bytes);
            // No 127/8, which the test's proxies trust, and no 0/8 or multicast, which no client has.
            yield return new IPAddress([(byte)(1 + (bytes[0] % 126)), bytes[1], bytes[2], bytes[3]]);
            bytes[0] = 0x20;
            yield return new IPAddress(bytes);
        }
    }
}
