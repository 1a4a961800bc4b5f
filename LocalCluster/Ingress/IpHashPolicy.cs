using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>The load balancing policy for <see cref="IpHash"/>: picks the destination of the client's slot.</summary>
internal sealed class IpHashPolicy(ChatSlots slots) : ILoadBalancingPolicy
{
    public const string PolicyName = "IpHash";

    public string Name => PolicyName;

    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        // YARP's destinations have no reliable order, so walk the slots and look the destination up by name.
        var walk = WalkOf(context);
        for (var slot = walk.Next(); slot is not null; slot = walk.Next())
        {
            if (availableDestinations.FirstOrDefault(destination => destination.DestinationId == slot.Name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The request's walk, the same at every attempt.</summary>
    public SlotWalk WalkOf(HttpContext context)
    {
        if (context.Features.Get<SlotWalk>() is not { } walk)
        {
            walk = new(context.Connection.RemoteIpAddress, slots);
            context.Features.Set(walk);
        }

        return walk;
    }
}
