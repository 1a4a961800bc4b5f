using System.Net;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// Development only: <c>/network/a/hubs/…</c> is <c>/hubs/…</c> from an address of network a (b, c), so that tabs of one
/// browser can be on different nodes. It is a path because a browser cannot set headers on a WebSocket. Unless enabled, the
/// prefix answers 404: it would let anybody choose the address that is hashed and logged.
/// </summary>
internal sealed class NetworkPrefix(bool enabled)
{
    private static readonly PathString Prefix = new("/network");
    private static readonly PathString Hubs = new("/hubs");

    /// <summary>
    /// The same as in nginx.conf.template. They are on different nodes when the first 2, 3 … of up to 10, 12 or 16 slots are up.
    /// Not every choice is: 10.1.1.1, 10.1.2.1 and 10.1.3.1 would all be on the second of 6 slots with 3 up.
    /// </summary>
    private static readonly byte[][] Addresses = [[10, 39, 199, 1], [10, 48, 233, 1], [10, 24, 185, 1]];

    public Task Invoke(HttpContext context, Func<Task> next)
    {
        if (!context.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal, out var rest))
        {
            return next();
        }

        var network = rest.Value is { Length: > 2 } path && path[2] == '/' ? path[1] : ' ';
        if (!enabled || network is not ('a' or 'b' or 'c')
            || !new PathString(rest.Value![2..]).StartsWithSegments(Hubs, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Request.Path = rest.Value[2..];
        context.Connection.RemoteIpAddress = new IPAddress(Addresses[network - 'a']);
        return next();
    }
}
