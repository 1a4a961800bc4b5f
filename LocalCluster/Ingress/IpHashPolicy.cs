using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace AspireChat.LocalCluster.Ingress;

/// <summary>YARP's view of <see cref="IpHash"/>: picks the destination of the client's slot.</summary>
internal sealed class IpHashPolicy(ChatSlots slots) : ILoadBalancingPolicy
{
    public const string PolicyName = "IpHash";

    public string Name => PolicyName;

    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        // The order of YARP's destinations is no order to count on, so the walk goes over the slots and looks its result up.
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

    /// <summary>The request's walk; the same one each time it is tried anew.</summary>
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
