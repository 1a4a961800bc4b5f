using System.Diagnostics;
using AspireChat.Store.Limits;
using StackExchange.Redis;

namespace AspireChat.ChatNode.Limits;

/// <summary>
/// The calls that all connections of a user, or from a network, can make together: a token bucket for the cluster, of which each node has a
/// copy. A node decides from its copy at once, so no call waits for Redis. After every tenth of the burst it reports what it has allowed,
/// and corrects its copy by what the cluster has left. So several nodes together can exceed the burst once, by their own bursts. They do
/// not exceed the rate, except by what nodes forget: less than a tenth of the burst, when a copy is full again after the last connection
/// has left. While Redis cannot be reached, each node enforces the limits by itself.
/// </summary>
internal sealed class SharedAllowance(Party party, ClusterLimits cluster, TimeProvider time)
{
    private readonly Lock _gate = new();
    private TokenBucket _bucket = new(party.Limits.CallsPerSecond, party.Limits.CallBurst, time);
    private double _unreported;
    private bool _reporting;

    /// <summary>Takes the cost of a call.</summary>
    /// <returns>False if there is not enough left.</returns>
    public bool TryTake(double cost)
    {
        if (party.Limits.CallsPerSecond <= 0)
        {
            return true;
        }

        lock (_gate)
        {
            if (!_bucket.TryTake(cost))
            {
                return false;
            }

            _unreported += Math.Min(cost, _bucket.Burst);
            if (_reporting || _unreported < _bucket.Burst / 10)
            {
                return true;
            }

            _reporting = true;
        }

        _ = ReportAsync();
        return true;
    }

    /// <summary>Whether nothing would be lost if this copy was forgotten: another one would be full, too.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return !_reporting && _bucket.IsFull;
            }
        }
    }

    private async Task ReportAsync()
    {
        // It is no part of the call that happens to cause it.
        Activity.Current = null;
        while (!await TryReportOnceAsync())
        {
            // More calls were allowed in the meantime.
        }
    }

    /// <returns>Whether that was enough for now.</returns>
    private async Task<bool> TryReportOnceAsync()
    {
        double calls;
        lock (_gate)
        {
            calls = _unreported;
            _unreported = 0;
        }

        double? left = null;
        try
        {
            left = await cluster.SpendAsync(party, calls);
        }
        catch (Exception away) when (away is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The next report includes them.
        }

        lock (_gate)
        {
            _bucket.LowerTo((left ?? _bucket.Burst) - _unreported);
            _unreported += left is null ? calls : 0;
            _reporting = left is not null && _unreported >= _bucket.Burst / 10;
            return !_reporting;
        }
    }
}
