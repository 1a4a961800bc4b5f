using System.Globalization;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Limits;

/// <summary>
/// What users and networks have used of their limits on all nodes. Every method throws <see cref="RedisException"/> or
/// <see cref="TimeoutException"/> if Redis does not answer.
/// </summary>
public sealed class ClusterLimits(IConnectionMultiplexer redis, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly string SpendScript = RedisScript.Load("allowance-spend");
    private static readonly string TakeScript = RedisScript.Load("window-take");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Accounts for calls that this node has allowed.</summary>
    /// <returns>How many are left in the cluster; negative if the nodes together have allowed too many.</returns>
    public async Task<double> SpendAsync(Party party, double calls)
    {
        var (perSecond, burst) = (party.Limits.CallsPerSecond, party.Limits.CallBurst);

        // Twice the time in which the allowance fills up again: then it is full, as without an entry.
        var expire = TimeSpan.FromSeconds(Math.Clamp(2 * burst / perSecond, 60, 86_400));
        var left = await Database.RunEvenIfFullAsync(
            SpendScript,
            [RedisKeys.Calls(party.Key)],
            [perSecond, burst, calls, time.GetUtcNow().ToUnixTimeMilliseconds(), (long)expire.TotalMilliseconds]);
        return double.Parse((string)left!, CultureInfo.InvariantCulture);
    }

    /// <summary>Takes one of the rooms that a party can create.</summary>
    /// <returns>Null, or how long it is until it can create another.</returns>
    public async Task<TimeSpan?> TakeRoomAsync(Party party)
    {
        if (party.Limits.NewRoomsPerHour == 0)
        {
            return null;
        }

        var wait = (long)await Database.ScriptEvaluateAsync(
            TakeScript, [RedisKeys.NewRooms(party.Key)], [(long)Hour.TotalMilliseconds, party.Limits.NewRoomsPerHour]);
        return wait < 0 ? null : TimeSpan.FromMilliseconds(wait);
    }
}
