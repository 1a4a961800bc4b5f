using System.Net;
using AspireChat.Store.Redis;
using StackExchange.Redis;

namespace AspireChat.Web.Accounts;

/// <summary>
/// Limits how many wrong passphrases may be tried. A device that the name's owner has signed in on before has its own allowance. All others
/// have a few attempts per name and network, and more per name from everywhere and per network for all names, so that neither many networks
/// nor many names help to guess.
/// </summary>
internal sealed class Attempts(IConnectionMultiplexer redis)
{
    private const int FewAtOneName = 5;
    private const int FromEverywhere = 100;
    private const int AtAllNames = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // KEYS: counters. ARGV: window (ms), the limit of each.
    // Counted before the passphrase is checked: parallel requests get no more attempts than sequential ones.
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

    // KEYS: counters. One that has expired in the meantime must not start below zero and without a time to live.
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
    /// <param name="network">Where the attempt comes from.</param>
    /// <param name="device">The device, if the name's owner has signed in on it; otherwise null.</param>
    /// <returns>Null, or the time until the next attempt is allowed.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<TimeSpan?> TakeAsync(string folded, IPAddress network, KnownDevice? device)
    {
        if (device is not null)
        {
            return await TakeAsync([NameKeys.DeviceAttempts(folded, device.Id)], [FewAtOneName]);
        }

        // Several calls: in a Redis Cluster the name and the network are in different slots. The network comes first: one that is blocked
        // must not use up the name's attempts.
        if (await TakeAsync([NameKeys.NetworkAttempts(network)], [AtAllNames]) is { } blocked)
        {
            return blocked;
        }

        var wait = await TakeAsync([NameKeys.Attempts(folded, network), NameKeys.AllAttempts(folded)], [FewAtOneName, FromEverywhere]);
        if (wait is not null)
        {
            await Database.RunEvenIfFullAsync(ReturnScript, [NameKeys.NetworkAttempts(network)], []);
        }

        return wait;
    }

    /// <summary>
    /// The passphrase was right: returns the attempt, and forgets earlier ones at this name by this network or device.
    /// </summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task ForgetAsync(string folded, IPAddress network, KnownDevice? device)
    {
        if (device is not null)
        {
            await Database.KeyDeleteAsync(NameKeys.DeviceAttempts(folded, device.Id));
            return;
        }

        await Database.KeyDeleteAsync(NameKeys.Attempts(folded, network));
        await Database.RunEvenIfFullAsync(ReturnScript, [NameKeys.AllAttempts(folded)], []);
        await Database.RunEvenIfFullAsync(ReturnScript, [NameKeys.NetworkAttempts(network)], []);
    }

    private async Task<TimeSpan?> TakeAsync(RedisKey[] counters, int[] limits)
    {
        var wait = (long)await Database.RunEvenIfFullAsync(
            TakeScript, counters, [(long)Window.TotalMilliseconds, .. limits.Select(limit => (RedisValue)limit)]);
        return wait < 0 ? null : TimeSpan.FromMilliseconds(wait);
    }
}
