using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;

namespace AspireChat.ServiceDefaults.Hosting;

/// <summary>What counts as one client where limits are kept by address.</summary>
public static class ClientNetwork
{
    /// <summary>The client's address. One IPv6 customer has a whole /64, so that is what counts as one address.</summary>
    public static IPAddress Of(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? Of(address) : IPAddress.None;

    /// <summary>
    /// Likewise, but null if the address is not known: a proxy that is not trusted has forwarded the request, so all its clients seem to
    /// have the proxy's address.
    /// </summary>
    public static IPAddress? Known(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && !IsForwardedByStranger(context.Request.Headers) ? Of(address) : null;

    // The middleware for forwarded headers records the original address when it has trusted the proxy.
    private static bool IsForwardedByStranger(IHeaderDictionary headers) =>
        headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)
        && !headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName);

    private static IPAddress Of(IPAddress address)
    {
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
