using System.Numerics;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// Counts milliseconds in buckets: one for each millisecond below 16, and eight for each doubling above, so a quantile is accurate to about
/// 6 %. Its size is fixed, it reaches to 35 minutes, and recording is one addition.
/// </summary>
internal sealed class LagHistogram
{
    private const int Exact = 16;
    private const int PerDoubling = 8;
    private const int FirstPower = 4;
    private const int LastPower = 20;
    private const long Max = (1L << (LastPower + 1)) - 1;

    private readonly long[] _counts = new long[Exact + ((LastPower - FirstPower + 1) * PerDoubling)];

    /// <summary>Counts one.</summary>
    /// <param name="milliseconds">Not negative.</param>
    public void Record(long milliseconds) => Interlocked.Increment(ref _counts[BucketOf(Math.Min(milliseconds, Max))]);

    /// <summary>Returns the counts so far, to compare with an earlier reading.</summary>
    public long[] Read() => [.. _counts];

    /// <summary>Returns a quantile of what was recorded between two readings; null if nothing was.</summary>
    /// <param name="now">The later reading.</param>
    /// <param name="before">The earlier reading.</param>
    /// <param name="quantile">0 to 1.</param>
    public static double? Quantile(long[] now, long[] before, double quantile)
    {
        var total = now.Sum() - before.Sum();
        var rank = Math.Max(1, (long)Math.Ceiling(total * quantile));
        for (var bucket = 0; total > 0 && bucket < now.Length; bucket++)
        {
            rank -= now[bucket] - before[bucket];
            if (rank <= 0)
            {
                return MiddleOf(bucket);
            }
        }

        return null;
    }

    private static int BucketOf(long milliseconds)
    {
        if (milliseconds < Exact)
        {
            return (int)milliseconds;
        }

        var power = BitOperations.Log2((ulong)milliseconds);
        return Exact + ((power - FirstPower) * PerDoubling) + (int)((milliseconds >> (power - 3)) & (PerDoubling - 1));
    }

    private static double MiddleOf(int bucket)
    {
        if (bucket < Exact)
        {
            return bucket;
        }

        var (doubling, part) = Math.DivRem(bucket - Exact, PerDoubling);
        var width = 1L << (doubling + FirstPower - 3);
        return ((PerDoubling + part) * width) + ((width - 1) / 2.0);
    }
}
