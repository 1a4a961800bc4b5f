namespace AspireChat.LocalCluster.Ports;

/// <summary>Which port is whose: the ingress's as told, the others upward from it past those that are taken.</summary>
internal sealed class PortPlan : IDisposable
{
    /// <summary>
    /// Outgoing connections take ports from here on (Linux's default range). A node's port there could be gone when the node
    /// is started again.
    /// </summary>
    private const int Ephemeral = 32768;

    /// <summary>Besides the nodes': the six below.</summary>
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

    /// <summary>Where a browser sees the dashboard.</summary>
    public PortReservation Dashboard { get; }

    /// <summary>The dashboard's receivers: it insists on the first, and the second is what we use.</summary>
    public PortReservation OtlpGrpc { get; }

    public PortReservation OtlpHttp { get; }

    /// <summary>Takes them all.</summary>
    /// <exception cref="CannotStartException">The ingress's port is taken, or too few are free above it.</exception>
    public static PortPlan Take(int port, int slots)
    {
        var ingress = PortReservation.TryTake(port) ?? throw new CannotStartException(
            $"Port {port} is taken by another program; end that one, or choose another port with --port (for example --port {port + 100}).");
        var free = TakeAbove(port).Take(slots + Others).ToArray();
        if (free.Length < slots + Others)
        {
            ingress.Dispose();
            Array.ForEach(free, one => one.Dispose());
            throw new CannotStartException($"Above port {port} only {free.Length} of {slots + Others} ports are free; choose a lower --port.");
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
