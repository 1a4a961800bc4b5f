using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// nginx's <c>proxy_next_upstream</c>, which YARP lacks: a request whose node cannot be reached goes to the next slot.
/// A request is sent again only if the node cannot have acted on it: the connect failed, or it is a negotiate, which changes
/// nothing. The failed slot is skipped for a while, so that the connect after a negotiate reaches the same node.
/// </summary>
internal sealed class NextSlot(IpHashPolicy policy, ChatSlots slots)
{
    public async Task Invoke(HttpContext context, Func<Task> next)
    {
        var proxy = context.GetReverseProxyFeature();
        if (proxy.Cluster.Config.LoadBalancingPolicy != IpHashPolicy.PolicyName)
        {
            await next();
            return;
        }

        var walk = policy.WalkOf(context);
        for (var attempt = 1; ; attempt++)
        {
            await next();
            if (context.GetForwarderErrorFeature() is not { } error || !MayTryNext(error, context)
                || proxy.ProxiedDestination is not { } failed)
            {
                return;
            }

            slots.MarkFailed(failed.DestinationId);
            if (attempt >= walk.Count)
            {
                return;
            }

            proxy.AvailableDestinations = proxy.AllDestinations;
            proxy.ProxiedDestination = null;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
        }
    }

    private static bool MayTryNext(IForwarderErrorFeature error, HttpContext context)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return false;
        }

        var failedToConnect = error switch
        {
            {
                Error: ForwarderError.Request,
                Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError },
            } => true,
            // SocketsHttpHandler.ConnectTimeout
            { Error: ForwarderError.RequestTimedOut, Exception.InnerException: TimeoutException } => true,
            _ => false,
        };
        return failedToConnect
            || (error.Error is ForwarderError.Request or ForwarderError.RequestTimedOut
                && context.GetReverseProxyFeature().Cluster.Config.ClusterId == IngressRoutes.NegotiateCluster
                && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false });
    }
}
