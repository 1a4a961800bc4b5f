using System.Net;
using System.Net.Sockets;

namespace AspireChat.Store.Moderation;

/// <summary>
/// The networks that can be banned. Of IPv4 it is one address if nothing else is said: a home connection has one, and its neighbours in the
/// same /24 are other customers. Of IPv6 it is a /64, because a customer has at least that many addresses.
/// </summary>
public static class Networks
{
    private const int MinBits4 = 16;
    private const int Bits4 = 32;
    private const int MinBits6 = 32;
    private const int Bits6 = 64;

    /// <summary>The rule as a text to show.</summary>
    public const string Rule =
        "A network is an address or a range such as 203.0.113.7, 203.0.113.0/24 (/16 or smaller) or 2001:db8::/64 (/32 or smaller).";

    /// <summary>Reads a network: an address, or a range in CIDR notation.</summary>
    /// <returns>False if it is none, or too large.</returns>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        network = default;
        var parts = (text ?? "").Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address))
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var (min, whole) = address.AddressFamily == AddressFamily.InterNetwork ? (MinBits4, Bits4) : (MinBits6, Bits6);
        var bits = whole;
        if (parts.Length == 2 && !int.TryParse(parts[1], out bits))
        {
            return false;
        }

        // Of an IPv6 client only the first 64 bits are known.
        bits = Math.Min(bits, whole);
        if (bits < min)
        {
            return false;
        }

        network = new IPNetwork(Base(address, bits), bits);
        return true;
    }

    private static IPAddress Base(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] &= (byte)(0xff00 >> Math.Clamp(bits - (8 * i), 0, 8));
        }

        return new IPAddress(bytes);
    }
}
