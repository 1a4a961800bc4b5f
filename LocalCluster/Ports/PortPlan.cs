namespace AspireChat.LocalCluster.Ports;

/// <summary>Which port is whose: the ingress's as told, the others upward from it past those that are taken.</summary>
internal sealed class PortPlan : IDisposable
{
    /// <summary>
    /// Outgoing connections take ports from here on (Linux's default range). A node's port there could be gone when the node
    /// is started again.
    /// </summary>
    private const int Ephemeral = 32768;

    private PortPlan(PortReservation ingress, PortReservation[] nodes, PortReservation admin, PortReservation web, PortReservation redis) =>
        (Ingress, Nodes, AdminNode, Web, Redis) = (ingress, nodes, admin, web, redis);

    public PortReservation Ingress { get; }

    /// <summary>One for each slot, in the slots' order.</summary>
    public IReadOnlyList<PortReservation> Nodes { get; }

    public PortReservation AdminNode { get; }

    public PortReservation Web { get; }

    public PortReservation Redis { get; }

    /// <summary>Takes them all.</summary>
    /// <exception cref="CannotStartException">The ingress's port is taken, or too few are free above it.</exception>
    public static PortPlan Take(int port, int slots)
    {
        var ingress = PortReservation.TryTake(port) ?? throw new CannotStartException(
            $"Port {port} is taken by another program; end that one, or choose another port with --port (for example --port {port + 100}).");
        var free = TakeAbove(port).Take(slots + 3).ToArray();
        if (free.Length < slots + 3)
        {
            ingress.Dispose();
            Array.ForEach(free, one => one.Dispose());
            throw new CannotStartException($"Above port {port} only {free.Length} of {slots + 3} ports are free; choose a lower --port.");
        }

        return new PortPlan(ingress, free[..slots], free[slots], free[slots + 1], free[slots + 2]);
    }

    public void Dispose()
    {
        foreach (var one in Nodes.Append(Ingress).Append(AdminNode).Append(Web).Append(Redis))
        {
            one.Dispose();
        }
    }

    private static IEnumerable<PortReservation> TakeAbove(int port)
    {
        var end = port < Ephemeral ? Ephemeral : 65536;
        for (var candidate = port + 1; candidate < end; candidate++)
        {
            if (PortReservation.TryTake(candidate) is { } taken)
            {
                yield return taken;
            }
        }
    }
}
