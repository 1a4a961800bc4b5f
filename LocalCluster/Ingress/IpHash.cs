using System.Net;
using System.Net.Sockets;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// One request's walk over the slots, the same that nginx's <c>ip_hash</c> takes (ngx_http_upstream_ip_hash_module.c), so that
/// a cluster behind YARP puts every client on the node it would have behind nginx.
/// </summary>
/// <remarks>
/// nginx keys on the first <b>three</b> octets of an IPv4 address: clients of one /24 share a node. Kestrel's dual-mode
/// sockets show IPv4 clients as <c>::ffff:a.b.c.d</c> where nginx's IPv4 listener shows <c>a.b.c.d</c>, so those count as IPv4.
/// </remarks>
public sealed class IpHash
{
    /// <summary>nginx rehashes this often and then falls back to round robin.</summary>
    public const int MaxTries = 20;

    private const uint Start = 89;
    private readonly byte[] _key;
    private uint _hash = Start;
    private int _tries;
    private ulong[] _tried = [];

    /// <summary>Begins the walk of a client's request.</summary>
    /// <param name="client">The client's address; null (a Unix socket) hashes as nginx does, as three zeros.</param>
    public IpHash(IPAddress? client)
    {
        if (client is { IsIPv4MappedToIPv6: true })
        {
            client = client.MapToIPv4();
        }

        var bytes = client?.GetAddressBytes() ?? new byte[3];
        _key = client?.AddressFamily == AddressFamily.InterNetwork ? bytes[..3] : bytes;
    }

    /// <summary>The slot of a client, or -1 where nginx would fall back to round robin.</summary>
    /// <param name="client">The client's address.</param>
    /// <param name="slots">All slots in their order, down ones included.</param>
    public static int SlotOf(IPAddress client, IReadOnlyList<IngressSlot> slots) =>
        new IpHash(client).Next(slots, slot => slot.Up);

    /// <summary>
    /// The next slot to try: the client's own at first, and after each failure the one that nginx goes to then.
    /// -1 once the walk is given up; it stays so.
    /// </summary>
    /// <param name="slots">All slots in their order, down ones included. The same number at every call.</param>
    /// <param name="usable">Whether a slot takes requests just now.</param>
    public int Next(IReadOnlyList<IngressSlot> slots, Func<IngressSlot, bool> usable)
    {
        // nginx leaves a lone server to round robin.
        if (_tries > MaxTries || slots.Count < 2)
        {
            return -1;
        }

        if (_tried.Length * 64 < slots.Count)
        {
            _tried = new ulong[(slots.Count + 63) / 64];
        }

        var total = (uint)slots.Sum(slot => slot.Weight);
        do
        {
            foreach (var octet in _key)
            {
                _hash = ((_hash * 113) + octet) % 6271;
            }

            var index = SlotAt(_hash % total, slots);
            if (!WasTried(index) && usable(slots[index]))
            {
                MarkTried(index);
                return index;
            }
        }
        while (++_tries <= MaxTries);

        return -1;
    }

    /// <summary>Whether this request went to the slot already.</summary>
    internal bool WasTried(int index) => _tried.Length > index / 64 && (_tried[index / 64] >> (index % 64) & 1) != 0;

    /// <summary>Leaves the slot out from now on; for a slot that round robin chose.</summary>
    internal void MarkTried(int index)
    {
        if (_tried.Length <= index / 64)
        {
            Array.Resize(ref _tried, (index / 64) + 1);
        }

        _tried[index / 64] |= 1UL << (index % 64);
    }

    private static int SlotAt(uint weight, IReadOnlyList<IngressSlot> slots)
    {
        var index = 0;
        while (weight >= slots[index].Weight)
        {
            weight -= (uint)slots[index].Weight;
            index++;
        }

        return index;
    }
}
