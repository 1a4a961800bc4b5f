using AspireChat.Contracts;

namespace AspireChat.ChatNode.Delivery;

/// <summary>
/// A token bucket for one connection. (The framework's rate limiter needs a timer for each bucket, which is too much for tens of thousands
/// of connections.) SignalR runs one call of a connection at a time, so it needs no lock.
/// </summary>
internal sealed class SendAllowance(ChatLimits limits, TimeProvider time)
{
    private double _tokens = limits.SendBurst;
    private long _filledAt = time.GetTimestamp();

    /// <summary>The limits that apply to the connection.</summary>
    public ChatLimits Limits => limits;

    /// <summary>Takes the cost of a call from the allowance; a send costs 1. Returns false if there is not enough left.</summary>
    public bool TryTake(double cost = 1)
    {
        if (limits.SendsPerSecond <= 0)
        {
            return true;
        }

        var now = time.GetTimestamp();
        var refill = time.GetElapsedTime(_filledAt, now).TotalSeconds * limits.SendsPerSecond;
        _tokens = Math.Min(Math.Max(1, limits.SendBurst), _tokens + refill);
        _filledAt = now;
        cost = Math.Min(cost, Math.Max(1, limits.SendBurst));
        if (_tokens < cost)
        {
            return false;
        }

        _tokens -= cost;
        return true;
    }
}
