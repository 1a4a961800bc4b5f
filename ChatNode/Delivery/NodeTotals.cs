namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// What this node has done since it started. Plain counters, because every message passes here; two readings give a rate.
/// </summary>
internal sealed class NodeTotals
{
    private long _deliveries;
    private long _rejected;

    /// <summary>Events written to connections, each connection counted.</summary>
    public long Deliveries => Volatile.Read(ref _deliveries);

    /// <summary>Calls refused.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>From the moment an event was accepted to the end of its fan-out here.</summary>
    public LagHistogram Lag { get; } = new();

    public void AddDeliveries(int events) => Interlocked.Add(ref _deliveries, events);

    public void AddRejected() => Interlocked.Increment(ref _rejected);
}
