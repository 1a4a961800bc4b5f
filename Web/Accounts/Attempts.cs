using System.Net;
using StackExchange.Redis;

namespace AspireChat.Web.Accounts;

/// <summary>
/// How many passphrases may be tried for a name: few from one network, so that they cannot be guessed, and more from everywhere, so that a stranger
/// cannot easily keep the owner out.
/// </summary>
public sealed class Attempts(IConnectionMultiplexer redis)
{
    private const int FromOneNetwork = 5;
    private const int FromEverywhere = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // KEYS: attempts from this network, from everywhere. ARGV: the limits of both, window (ms).
    // Counted before the passphrase is looked at: many at once get no more tries than one after the other.
    private const string Script = """
        for i = 1, 2 do
          if tonumber(redis.call('GET', KEYS[i]) or '0') >= tonumber(ARGV[i]) then
            return string.format('%.0f', redis.call('PTTL', KEYS[i]))
          end
        end
        for i = 1, 2 do
          if redis.call('INCR', KEYS[i]) == 1 then
            redis.call('PEXPIRE', KEYS[i], ARGV[3])
          end
        end
        return '-1'
        """;

    /// <summary>Takes one attempt.</summary>
    /// <returns>Null, or after what time there is another.</returns>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public async Task<TimeSpan?> TakeAsync(string folded, IPAddress network)
    {
        var wait = (long)await redis.GetDatabase().ScriptEvaluateAsync(
            Script,
            [NameKeys.Attempts(folded, network), NameKeys.AllAttempts(folded)],
            [FromOneNetwork, FromEverywhere, (long)Window.TotalMilliseconds]);
        return wait < 0 ? null : TimeSpan.FromMilliseconds(wait);
    }

    /// <summary>The passphrase was right: this network's attempts are forgotten.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    public Task ForgetAsync(string folded, IPAddress network) => redis.GetDatabase().KeyDeleteAsync(NameKeys.Attempts(folded, network));
}
