using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace AspireChat.ServiceDefaults.Hosting;

/// <summary>What counts as one client where limits are kept by address.</summary>
public static class ClientNetwork
{
    /// <summary>The client's address. One IPv6 customer has a whole /64, so that is what counts as one address.</summary>
    public static IPAddress Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            bytes.AsSpan(8).Clear();
            return new IPAddress(bytes);
        }

        return address;
    }
}
