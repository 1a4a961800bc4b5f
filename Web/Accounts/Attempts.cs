using System.Net;
using StackExchange.Redis;

namespace AspireChat.Web.Accounts;

/// <summary>
/// How many passphrases may be tried. A device that its owner signed in on before has tries of its own. All others have few from one network for one
/// name, and more for one name from everywhere and from one network for all names, so that nothing can be guessed by many who try a little.
/// Only wrong ones count in the end.
/// </summary>
internal sealed class Attempts(IConnectionMultiplexer redis)
{
    private const int FewAtOneName = 5;
    private const int FromEverywhere = 100;
    private const int AtAllNames = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // KEYS: counters. ARGV: window (ms), the limit of each.
    // Counted before the passphrase is looked at: many at once get no more tries than one after the other.
    private const string TakeScript = """
        for i = 1, #KEYS do
          if tonumber(redis.call('GET', KEYS[i]) or '0') >= tonumber(ARGV[i + 1]) then
            return string.format('%.0f', redis.call('PTTL', KEYS[i]))
          end
        end
        for i = 1, #KEYS do
          if redis.call('INCR', KEYS[i]) == 1 then
            redis.call('PEXPIRE', KEYS[i], ARGV[1])
          end
        end
        return '-1'
        """;

    // KEYS: counters. One that has expired meanwhile must not begin below zero, and without an end.
    private const string ReturnScript = """
        for i = 1, #KEYS do
          if tonumber(redis.call('GET', KEYS[i]) or '0') > 0 then
            redis.call('DECR', KEYS[i])
          end
        end
        return '1'
        """;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Takes one attempt.</summary>
    /// <param name="folded">The name.</param>
    /// <param name="network">Where it is tried from.</param>
    /// <param name="device">The device, where it is one that the name's owner signed in on.</param>
    /// <returns>Null, or after what time there is another.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<TimeSpan?> TakeAsync(string folded, IPAddress network, KnownDevice? device)
    {
        if (device is not null)
        {
            return await TakeAsync([NameKeys.DeviceAttempts(folded, device.Id)], [FewAtOneName]);
        }

        // Two calls: in a Redis Cluster the name and the network are in different slots.
        return await TakeAsync([NameKeys.Attempts(folded, network), NameKeys.AllAttempts(folded)], [FewAtOneName, FromEverywhere])
            ?? await TakeAsync([NameKeys.NetworkAttempts(network)], [AtAllNames]);
    }

    /// <summary>The passphrase was right: the attempt is given back, and the network's or the device's earlier ones are forgotten.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task ForgetAsync(string folded, IPAddress network, KnownDevice? device)
    {
        if (device is not null)
        {
            await Database.KeyDeleteAsync(NameKeys.DeviceAttempts(folded, device.Id));
            return;
        }

        await Database.KeyDeleteAsync(NameKeys.Attempts(folded, network));
        await Database.ScriptEvaluateAsync(ReturnScript, [NameKeys.AllAttempts(folded)]);
        await Database.ScriptEvaluateAsync(ReturnScript, [NameKeys.NetworkAttempts(network)]);
    }

    private async Task<TimeSpan?> TakeAsync(RedisKey[] counters, int[] limits)
    {
        var wait = (long)await Database.ScriptEvaluateAsync(
            TakeScript, counters, [(long)Window.TotalMilliseconds, .. limits.Select(limit => (RedisValue)limit)]);
        return wait < 0 ? null : TimeSpan.FromMilliseconds(wait);
    }
}
