using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// nginx's <c>proxy_next_upstream</c>, which YARP lacks: a request whose node cannot be reached goes to the next slot.
/// Only what the node cannot have acted on is sent again: a failed connect and, since it changes nothing, a negotiate that
/// got no answer. The failed slot is left out for a while, so that the connect following a negotiate lands on the same node.
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
            if (context.GetForwarderErrorFeature() is not { } error || !IsWorthAnother(error, context)
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

    private static bool IsWorthAnother(IForwarderErrorFeature error, HttpContext context)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return false;
        }

        var failedToConnect = error switch
        {
            { Error: ForwarderError.Request, Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } } => true,
            { Error: ForwarderError.RequestTimedOut, Exception.InnerException: TimeoutException } => true, // SocketsHttpHandler.ConnectTimeout
            _ => false,
        };
        return failedToConnect
            || (error.Error is ForwarderError.Request or ForwarderError.RequestTimedOut
                && context.GetReverseProxyFeature().Cluster.Config.ClusterId == IngressRoutes.NegotiateCluster
                && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false });
    }
}
