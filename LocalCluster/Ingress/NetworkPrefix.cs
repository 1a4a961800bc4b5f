using System.Net;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// Development only: <c>/network/a/hubs/…</c> is <c>/hubs/…</c> from 10.1.1.1 (b: 10.1.2.1, c: 10.1.3.1), so that tabs of one
/// browser can sit on different nodes. A path, because a browser cannot set headers on a WebSocket. Where it is not
/// enabled the prefix does not exist: it would let anybody choose the address that is hashed and logged.
/// </summary>
internal sealed class NetworkPrefix(bool enabled)
{
    private static readonly PathString Prefix = new("/network");
    private static readonly PathString Hubs = new("/hubs");

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
        context.Connection.RemoteIpAddress = new IPAddress([10, 1, (byte)(network - 'a' + 1), 1]);
        return next();
    }
}
