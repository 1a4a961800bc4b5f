using System.Net;
using AspireChat.Store.Redis;
using AspireChat.Store.Scripts;
using StackExchange.Redis;

namespace AspireChat.Store.Accounts;

/// <summary>
/// Limits how many wrong passphrases may be tried. A device that the name's owner has signed in on before has its own allowance. All others
/// have a few attempts per name and network, and more per name from everywhere and per network for all names, so that neither many networks
/// nor many names help to guess.
/// </summary>
public sealed class PassphraseAttempts(IConnectionMultiplexer redis)
{
    private const int FewAtOneName = 5;
    private const int FromEverywhere = 100;
    private const int AtAllNames = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly string TakeScript = RedisScript.Load("window-take");
    private static readonly string ReturnScript = RedisScript.Load("attempts-return");

    private IDatabase Database => redis.GetDatabase();

    /// <summary>
    /// Takes one attempt. It counts before the passphrase is checked, so parallel requests get no more attempts than sequential ones.
    /// </summary>
    /// <param name="folded">The name.</param>
    /// <param name="network">Where the attempt comes from.</param>
    /// <param name="device">The device's id, if the name's owner has signed in on it; otherwise null.</param>
    /// <returns>Null, or the time until the next attempt is allowed.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<TimeSpan?> TakeAsync(string folded, IPAddress network, string? device)
    {
        if (device is not null)
        {
            return await TakeAsync([RedisKeys.DeviceAttempts(folded, device)], [FewAtOneName]);
        }

        // Several calls: in a Redis Cluster the name and the network are in different slots. The network comes first: one that is blocked
        // must not use up the name's attempts.
        if (await TakeAsync([RedisKeys.NetworkAttempts(network)], [AtAllNames]) is { } blocked)
        {
            return blocked;
        }

        var wait = await TakeAsync([RedisKeys.Attempts(folded, network), RedisKeys.AllAttempts(folded)], [FewAtOneName, FromEverywhere]);
        if (wait is not null)
        {
            await Database.RunEvenIfFullAsync(ReturnScript, [RedisKeys.NetworkAttempts(network)], []);
        }

        return wait;
    }

    /// <summary>
    /// The passphrase was right: returns the attempt, and forgets earlier ones at this name by this network or device.
    /// </summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task ForgetAsync(string folded, IPAddress network, string? device)
    {
        if (device is not null)
        {
            await Database.KeyDeleteAsync(RedisKeys.DeviceAttempts(folded, device));
            return;
        }

        await Database.KeyDeleteAsync(RedisKeys.Attempts(folded, network));
        await Database.RunEvenIfFullAsync(ReturnScript, [RedisKeys.AllAttempts(folded)], []);
        await Database.RunEvenIfFullAsync(ReturnScript, [RedisKeys.NetworkAttempts(network)], []);
    }

    private async Task<TimeSpan?> TakeAsync(RedisKey[] counters, int[] limits)
    {
        var wait = (long)await Database.RunEvenIfFullAsync(
            TakeScript, counters, [(long)Window.TotalMilliseconds, .. limits.Select(limit => (RedisValue)limit)]);
        return wait < 0 ? null : TimeSpan.FromMilliseconds(wait);
    }
}
