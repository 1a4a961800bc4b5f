namespace AspireChat.LocalCluster.Ports;

/// <summary>The cluster's ports: the ingress's as given, for the other processes the next free ones above it.</summary>
internal sealed class PortPlan : IDisposable
{
    /// <summary>
    /// Outgoing connections use ports from here on (Linux's default range). A node's port in that range could be taken when the
    /// node is started again.
    /// </summary>
    private const int Ephemeral = 32768;

    /// <summary>Ports besides the nodes': the six below.</summary>
    private const int Others = 6;

    private PortPlan(PortReservation ingress, PortReservation[] nodes, PortReservation[] others)
    {
        (Ingress, Nodes) = (ingress, nodes);
        (AdminNode, Web, Redis, Dashboard, OtlpGrpc, OtlpHttp) = (others[0], others[1], others[2], others[3], others[4], others[5]);
    }

    public PortReservation Ingress { get; }

    /// <summary>One for each slot, in the slots' order.</summary>
    public IReadOnlyList<PortReservation> Nodes { get; }

    public PortReservation AdminNode { get; }

    public PortReservation Web { get; }

    public PortReservation Redis { get; }

    /// <summary>The dashboard's web page.</summary>
    public PortReservation Dashboard { get; }

    /// <summary>The dashboard's gRPC receiver, which it requires. The cluster sends to <see cref="OtlpHttp"/>.</summary>
    public PortReservation OtlpGrpc { get; }

    public PortReservation OtlpHttp { get; }

    /// <summary>Reserves all ports.</summary>
    /// <exception cref="CannotStartException">The ingress's port is taken, or too few are free above it.</exception>
    public static PortPlan Take(int port, int slots)
    {
        var ingress = PortReservation.TryTake(port) ?? throw new CannotStartException(
            $"Port {port} is taken by another program; stop that one, or choose another port (for example --port {port + 100}).");
        var free = TakeAbove(port).Take(slots + Others).ToArray();
        if (free.Length < slots + Others)
        {
            ingress.Dispose();
            Array.ForEach(free, one => one.Dispose());
            throw new CannotStartException(
                $"Only {free.Length} of {slots + Others} ports above {port} are free; choose a lower --port.");
        }

        return new PortPlan(ingress, free[..slots], free[slots..]);
    }

    public void Dispose()
    {
        foreach (var one in (PortReservation[])[.. Nodes, Ingress, AdminNode, Web, Redis, Dashboard, OtlpGrpc, OtlpHttp])
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
