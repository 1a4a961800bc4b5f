namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// nginx's round robin, to which it falls back when <see cref="IpHash"/> gives up. With equal weights it takes the usable slots
/// in turn. Thread-safe.
/// </summary>
internal sealed class RoundRobin
{
    private readonly Lock _gate = new();
    private int _next;

    /// <summary>The next slot, or -1 when none is usable.</summary>
    /// <param name="count">How many slots there are.</param>
    /// <param name="isUsable">Whether the slot with this index accepts requests, and was not tried by this request.</param>
    public int Next(int count, Func<int, bool> isUsable)
    {
        lock (_gate)
        {
            for (var step = 0; step < count; step++)
            {
                var index = (_next + step) % count;
                if (isUsable(index))
                {
                    _next = index + 1;
                    return index;
                }
            }

            return -1;
        }
    }
}
