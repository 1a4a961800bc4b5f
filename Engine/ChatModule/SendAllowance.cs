using AspireChat.Contracts;

namespace AspireChat.Engine.ChatModule;

/// <summary>
/// A token bucket for one connection. (The framework's rate limiter wants a timer for each bucket, which is too much for tens of
/// thousands of connections.) SignalR runs one call of a connection at a time, so it needs no lock.
/// </summary>
internal sealed class SendAllowance(ChatLimits limits, TimeProvider time)
{
    private double _tokens = limits.SendBurst;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes one send from the allowance; false when there is none left.</summary>
    public bool TryTake()
    {
        if (limits.SendsPerSecond <= 0)
        {
            return true;
        }

        var now = time.GetTimestamp();
        _tokens = Math.Min(Math.Max(1, limits.SendBurst), _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * limits.SendsPerSecond));
        _filledAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
