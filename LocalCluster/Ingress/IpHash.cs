using System.Net;
using System.Net.Sockets;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// The order in which one request tries the slots, the same as nginx's <c>ip_hash</c> (ngx_http_upstream_ip_hash_module.c) with
/// equal weights, so that YARP puts every client on the node where nginx would put it.
/// </summary>
/// <remarks>
/// nginx hashes only the first <b>three</b> octets of an IPv4 address: clients of one /24 share a node. An IPv4 client on one of
/// Kestrel's dual-mode sockets appears as <c>::ffff:a.b.c.d</c>, so such an address counts as IPv4.
/// </remarks>
public sealed class IpHash
{
    /// <summary>nginx rehashes this often and then falls back to round robin.</summary>
    public const int MaxTries = 20;

    private const uint Start = 89;
    private readonly byte[] _key;
    private readonly HashSet<int> _tried = [];
    private uint _hash = Start;
    private int _tries;

    /// <summary>Starts with a client's request.</summary>
    /// <param name="client">The client's address. Null (a Unix socket) is hashed as three zeros, like nginx does.</param>
    public IpHash(IPAddress? client)
    {
        if (client is { IsIPv4MappedToIPv6: true })
        {
            client = client.MapToIPv4();
        }

        var bytes = client?.GetAddressBytes() ?? new byte[3];
        _key = client?.AddressFamily == AddressFamily.InterNetwork ? bytes[..3] : bytes;
    }

    /// <summary>
    /// The index of the next slot to try: at first the client's own, after a failure the one that nginx would try next.
    /// -1 once the hash gives up; it stays so.
    /// </summary>
    /// <param name="slots">All slots in their order, down ones included. The same number at every call.</param>
    /// <param name="isUsable">Whether a slot accepts requests at the moment.</param>
    public int Next(IReadOnlyList<IngressSlot> slots, Func<IngressSlot, bool> isUsable)
    {
        // nginx leaves a lone server to round robin.
        if (_tries > MaxTries || slots.Count < 2)
        {
            return -1;
        }

        do
        {
            foreach (var octet in _key)
            {
                _hash = ((_hash * 113) + octet) % 6271;
            }

            var index = (int)(_hash % (uint)slots.Count);
            if (!WasTried(index) && isUsable(slots[index]))
            {
                MarkTried(index);
                return index;
            }
        }
        while (++_tries <= MaxTries);

        return -1;
    }

    /// <summary>Whether this request tried the slot.</summary>
    internal bool WasTried(int index) => _tried.Contains(index);

    /// <summary>Excludes a slot that round robin chose.</summary>
    internal void MarkTried(int index) => _tried.Add(index);
}
