using System.Globalization;
using AspireChat.Contracts;

namespace AspireChat.ChatNode.Limits;

/// <summary>
/// How many calls a connection can make: it has a token bucket of its own, and shares those of its user and its network. SignalR runs one
/// call of a connection at a time, so its own bucket needs no lock.
/// </summary>
/// <param name="limits">The connection's own limits.</param>
/// <param name="groups">The groups that the connection is part of.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionAllowance(ChatLimits limits, IReadOnlyList<ConnectionGroup> groups, TimeProvider time)
{
    private TokenBucket _own = new(limits.SendsPerSecond, limits.SendBurst, time);

    /// <summary>The limits that apply to the connection.</summary>
    public ChatLimits Limits => limits;

    /// <summary>The groups that the connection is part of.</summary>
    public IReadOnlyList<ConnectionGroup> Groups => groups;

    /// <summary>Takes the cost of a call; a send costs 1.</summary>
    /// <returns>Null, or the limit that does not allow the call, as an explanation for the user.</returns>
    public string? TryTake(double cost = 1)
    {
        if (limits.SendsPerSecond <= 0)
        {
            return null;
        }

        return _own.TryTake(cost) ? TryTakeShared(cost) : Explain(limits.SendsPerSecond, "each connection");
    }

    /// <summary>
    /// Likewise, but only from what the connection shares with others: for calls that a client makes many of at once after it has
    /// connected.
    /// </summary>
    public string? TryTakeShared(double cost)
    {
        if (limits.SendsPerSecond <= 0)
        {
            return null;
        }

        foreach (var group in groups)
        {
            if (!group.Allowance.TryTake(cost))
            {
                return Explain(group.Party.Limits.CallsPerSecond, group.Party.Text);
            }
        }

        return null;
    }

    private static string Explain(double perSecond, string party) =>
        string.Create(CultureInfo.InvariantCulture, $"at most {perSecond} calls per second for {party}; try again in a moment.");
}
