namespace AspireChat.LocalCluster.Ingress;

/// <summary>
/// nginx's weighted round robin, where <see cref="IpHash"/> ends after too many rehashes: each pick raises every usable slot
/// by its weight, takes the highest (the first of equals) and lowers it by what was given out. Thread-safe.
/// </summary>
public sealed class SmoothRoundRobin
{
    private readonly Lock _gate = new();
    private long[] _current = [];

    /// <summary>The next slot, or -1 when none is usable.</summary>
    /// <param name="slots">All slots in their order.</param>
    /// <param name="usable">Whether the slot with this index takes requests, and was not tried by this request.</param>
    public int Next(IReadOnlyList<IngressSlot> slots, Func<int, bool> usable)
    {
        lock (_gate)
        {
            if (_current.Length != slots.Count)
            {
                _current = new long[slots.Count];
            }

            var best = -1;
            var total = 0;
            for (var index = 0; index < slots.Count; index++)
            {
                if (!usable(index))
                {
                    continue;
                }

                total += slots[index].Weight;
                _current[index] += slots[index].Weight;
                if (best < 0 || _current[index] > _current[best])
                {
                    best = index;
                }
            }

            if (best >= 0)
            {
                _current[best] -= total;
            }

            return best;
        }
    }
}
