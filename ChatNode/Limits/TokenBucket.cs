namespace AspireChat.ChatNode.Limits;

/// <summary>
/// A token bucket. (The framework's rate limiter needs a timer for each bucket, which is too much for tens of thousands of connections.)
/// Not thread-safe.
/// </summary>
/// <param name="perSecond">How many tokens are added per second.</param>
/// <param name="burst">How many it holds; at least one. It is full at first.</param>
/// <param name="time">The clock.</param>
internal struct TokenBucket(double perSecond, int burst, TimeProvider time)
{
    private double _tokens = Math.Max(1, burst);
    private long _filledAt = time.GetTimestamp();

    /// <summary>How many it holds.</summary>
    public double Burst { get; } = Math.Max(1, burst);

    /// <summary>Whether it holds as many as it can.</summary>
    public bool IsFull
    {
        get
        {
            Fill();
            return _tokens >= Burst;
        }
    }

    /// <summary>Takes tokens; a cost above the burst takes all of a full bucket.</summary>
    /// <returns>False if there are not enough.</returns>
    public bool TryTake(double cost)
    {
        Fill();
        cost = Math.Min(cost, Burst);
        if (_tokens < cost)
        {
            return false;
        }

        _tokens -= cost;
        return true;
    }

    /// <summary>Removes what is above a number of tokens.</summary>
    public void LowerTo(double tokens)
    {
        Fill();
        _tokens = Math.Min(_tokens, tokens);
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(Burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
    }
}
